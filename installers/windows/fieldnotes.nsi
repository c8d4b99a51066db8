; The installer for Windows: per user (no administrator) or per machine.
; makensis -DSCOPE=user|machine -DVERSION=0.1.0 -DSOURCE=FOLDER -DOUT=FILE.exe installers/windows/fieldnotes.nsi
;
; Silent:      Setup.exe /S [/D=C:\folder]
; Uninstall:   uninstall.exe /S _?=C:\folder      (with _? the exit status reaches whoever waits)
; Exit status: 0 done, 1 stopped by the person, 2 the program is running, 3 something lies on this computer alone,
;              4 the new program did not pass its self-test (the old one still stands).
; uninstall.exe /S /LEAVE=anyway takes the program away even so. Profiles always stay: they are people's, and encrypted.

Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma

!if "${SCOPE}" == "machine"
  RequestExecutionLevel admin
  InstallDir "$PROGRAMFILES64\FieldNotes"
  !define ROOT HKLM
  !define WHOSE "--everyone"
!else
  RequestExecutionLevel user
  InstallDir "$LOCALAPPDATA\Programs\FieldNotes"
  !define ROOT HKCU
  !define WHOSE ""
!endif

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\FieldNotes"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include x64.nsh

Name "FieldNotes"
OutFile "${OUT}"
BrandingText "FieldNotes ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "FieldNotes"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "FieldNotes"
VIAddVersionKey "LegalCopyright" "FieldNotes"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\program\fieldnotesw.exe"

!insertmacro MUI_PAGE_WELCOME
!if "${SCOPE}" == "machine"
  !insertmacro MUI_PAGE_DIRECTORY
!endif
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Swedish"
!insertmacro MUI_LANGUAGE "English"

LangString RUNNING ${LANG_SWEDISH} "FieldNotes är öppet. Stäng programmet och försök igen."
LangString RUNNING ${LANG_ENGLISH} "FieldNotes is open. Close it and try again."
LangString ONLYHERE ${LANG_SWEDISH} "Något kan finnas bara på den här datorn. Öppna FieldNotes, låt det utbyta med ärendesystemet, lås det och försök igen. Inget har tagits bort."
LangString ONLYHERE ${LANG_ENGLISH} "Something may lie on this computer alone. Open FieldNotes, let it exchange with the hub, lock it and try again. Nothing was removed."
LangString NOTWHOLE ${LANG_SWEDISH} "Det nya programmet klarade inte sitt självtest på den här datorn. Det som fanns förut står kvar."
LangString NOTWHOLE ${LANG_ENGLISH} "The new program did not pass its self-test on this computer. What was here before still stands."
LangString NOT64 ${LANG_SWEDISH} "FieldNotes behöver en 64-bitars Windows 10 eller senare."
LangString NOT64 ${LANG_ENGLISH} "FieldNotes needs a 64-bit Windows 10 or later."

; A program that runs cannot be opened for writing.
!macro StopWhereOpen UN
Function ${UN}StopWhereOpen
  ${If} ${FileExists} "$INSTDIR\program\fieldnotesw.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\program\fieldnotesw.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $1
  ${EndIf}
FunctionEnd
!macroend
!insertmacro StopWhereOpen ""
!insertmacro StopWhereOpen "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(NOT64)" /SD IDOK
    SetErrorLevel 1
    Quit
  ${EndIf}
  SetRegView 64
!if "${SCOPE}" == "machine"
  SetShellVarContext all
!endif
FunctionEnd

Section "FieldNotes"
  Call StopWhereOpen
  ; Beside the old one, tried, and only then in its place.
  RMDir /r "$INSTDIR\program.new"
  SetOutPath "$INSTDIR\program.new"
  File /r "${SOURCE}/*.*"
!if "${SCOPE}" == "user"
  ; What one person installed for themselves brings itself up to date; a machine's program is its administrator's.
  FileOpen $1 "$INSTDIR\program.new\installed-for" w
  FileWrite $1 "user"
  FileClose $1
!endif
  SetOutPath "$INSTDIR"
  nsExec::ExecToLog '"$INSTDIR\program.new\fieldnotes.exe" --selftest'
  Pop $0
  ${If} $0 != "0"
    RMDir /r "$INSTDIR\program.new"
    MessageBox MB_OK|MB_ICONSTOP "$(NOTWHOLE)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  RMDir /r "$INSTDIR\program.old"
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\program\*.*"
    Rename "$INSTDIR\program" "$INSTDIR\program.old"
  ${EndIf}
  ${If} ${Errors}
    RMDir /r "$INSTDIR\program.new"
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Rename "$INSTDIR\program.new" "$INSTDIR\program"
  ${If} ${Errors}
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    SetErrorLevel 2
    Quit
  ${EndIf}
  RMDir /r "$INSTDIR\program.old"

  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\FieldNotes.lnk" "$INSTDIR\program\fieldnotesw.exe"
  WriteRegStr ${ROOT} "${KEY}" "DisplayName" "FieldNotes"
  WriteRegStr ${ROOT} "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr ${ROOT} "${KEY}" "Publisher" "FieldNotes"
  WriteRegStr ${ROOT} "${KEY}" "DisplayIcon" "$INSTDIR\program\fieldnotesw.exe"
  WriteRegStr ${ROOT} "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${ROOT} "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr ${ROOT} "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  WriteRegDWORD ${ROOT} "${KEY}" "NoModify" 1
  WriteRegDWORD ${ROOT} "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR\program" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD ${ROOT} "${KEY}" "EstimatedSize" "$0"
SectionEnd

Function un.onInit
  SetRegView 64
!if "${SCOPE}" == "machine"
  SetShellVarContext all
!endif
  Call un.StopWhereOpen
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/LEAVE=" $R1
  ${If} $R1 == "anyway"
    Return
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\program\fieldnotes.exe"
    nsExec::ExecToStack '"$INSTDIR\program\fieldnotes.exe" leave-check ${WHOSE}'
    Pop $0
    Pop $1
    ${If} $0 != "0"
      MessageBox MB_OK|MB_ICONSTOP "$(ONLYHERE)" /SD IDOK
      SetErrorLevel 3
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.old"
  Delete "$SMPROGRAMS\FieldNotes.lnk"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey ${ROOT} "${KEY}"
SectionEnd
