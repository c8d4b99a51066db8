"""A Whisper model of a few megabytes in CTranslate2's own format, its weights drawn at random: it understands nothing.

What is tried on it is everything around a model: its layout, its process, its times, its limits. What a real one
hears is not. Each token it can say is a word of its own ("ord17").
"""

import ctranslate2
import numpy as np
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

WIDTH, MELS, LONGEST_SOUND, LONGEST_TEXT = 16, 80, 1500, 448
SPOKEN = 50_257
"""Tokens that are words; Whisper's own signs come after them."""
ALL = 51_865
"""Tokens of every multilingual Whisper model: by their number the engine knows that it must be told a language."""
SEED = 9


def small_whisper(folder):
    """Write the model into a folder of this name; gives the folder."""
    folder.mkdir(parents=True)
    tokens = _tokens()
    spec = ctranslate2.specs.WhisperSpec(1, 2, 1, 2)
    drawn = _Drawn()
    drawn.encoder(spec.encoder)
    drawn.decoder(spec.decoder)
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], [220, SPOKEN]
    spec.config.alignment_heads = [[0, 0], [0, 1]]
    spec.config.lang_ids = list(range(SPOKEN + 2, SPOKEN + 2 + len(_LANGUAGE_CODES)))
    spec.validate()
    spec.save(str(folder))
    _tokenizer(tokens).save(str(folder / "tokenizer.json"))
    return folder


def _tokens():
    signs = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in _LANGUAGE_CODES[:99])]
    signs += ["<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = letters + [f"Ġord{number}" for number in range(SPOKEN - len(letters))]
    times = [f"<|{number * 0.02:.2f}|>" for number in range(ALL - SPOKEN - len(signs))]
    return words + signs + times


def _tokenizer(tokens):
    numbers = {token: number for number, token in enumerate(tokens)}
    made = Tokenizer(models.BPE(vocab=numbers, merges=[]))
    made.pre_tokenizer, made.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    made.add_special_tokens([AddedToken(token, special=True) for token in tokens[SPOKEN:]])
    return made


class _Drawn:
    """Draws every weight there is; the shapes are those of the smallest Whisper there could be."""

    def __init__(self):
        self._chance = np.random.default_rng(SEED)

    def weights(self, *shape):
        return self._chance.normal(0, 0.6, shape).astype(np.float32)

    def norm(self, layer):
        layer.gamma, layer.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)

    def line(self, layer, wide, narrow=WIDTH):
        layer.weight, layer.bias = self.weights(wide, narrow), self.weights(wide)

    def attention(self, layer, wides):
        self.norm(layer.layer_norm)
        for each, wide in zip(layer.linear, wides, strict=True):
            self.line(each, wide)

    def block(self, layer):
        self.attention(layer.self_attention, (3 * WIDTH, WIDTH))
        self.norm(layer.ffn.layer_norm)
        self.line(layer.ffn.linear_0, 4 * WIDTH)
        self.line(layer.ffn.linear_1, WIDTH, 4 * WIDTH)

    def encoder(self, encoder):
        for conv, narrow in ((encoder.conv1, MELS), (encoder.conv2, WIDTH)):
            conv.weight, conv.bias = self.weights(WIDTH, narrow, 3), self.weights(WIDTH)
        encoder.position_encodings.encodings = self.weights(LONGEST_SOUND, WIDTH)
        self.norm(encoder.layer_norm)
        for layer in encoder.layer:
            self.block(layer)

    def decoder(self, decoder):
        decoder.position_encodings.encodings = self.weights(LONGEST_TEXT, WIDTH)
        decoder.embeddings.weight = decoder.projection.weight = self.weights(ALL, WIDTH)
        self.norm(decoder.layer_norm)
        for layer in decoder.layer:
            self.block(layer)
            self.attention(layer.attention, (WIDTH, 2 * WIDTH, WIDTH))
