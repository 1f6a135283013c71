using Roundtable.Record.Entries;

namespace Roundtable.Models.Vectors;

/// <summary>A sentence-vector model in a folder: what decides the vectors that it makes.</summary>
/// <param name="Name">Its name: that of its folder.</param>
/// <param name="Digest">SHA-256 of the file with its weights.</param>
/// <param name="Pooling">How vectors of tokens become one: <c>mean</c>, <c>cls</c>, <c>max</c>, … or <c>model</c> where the model does it itself.</param>
/// <param name="Dimensions">The length of a vector.</param>
public sealed record SentenceModel(string Name, Digest Digest, string Pooling, int Dimensions)
{
    /// <summary>
    /// SHA-256 of every file that vectors depend on, by its path in the folder with forward slashes; the file with the weights is one of them.
    /// </summary>
    public required IReadOnlyDictionary<string, Digest> Files { get; init; }

    /// <summary>How texts are cut into tokens: <c>WordPiece</c>, <c>BPE</c>, <c>Unigram</c>.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>How many tokens of a text are read, with the special ones around them; what follows changes nothing.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>What is put before each text, as the folder asks for; empty for nothing.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>The licence that the folder's card names; null where it names none. A claim of whoever wrote the card.</summary>
    public string? Licence { get; init; }

    /// <summary>What runs it, with its version.</summary>
    public required string Runtime { get; init; }
}
