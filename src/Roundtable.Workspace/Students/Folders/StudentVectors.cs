using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Students.Folders;

/// <summary>The sentence-vector model that a student needs of each text, and what it gains by it.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Entry">Its entry in the registry, as whoever taught the student said.</param>
/// <param name="Digest">SHA-256 of the file with its weights, in hexadecimal.</param>
/// <param name="Files">SHA-256 of every file that its vectors depend on, by its path in the model's folder.</param>
/// <param name="Pooling">How vectors of tokens become one.</param>
/// <param name="Dimensions">The length of a vector.</param>
/// <param name="Tokenizer">How texts are cut into tokens.</param>
/// <param name="MaxTokens">How many tokens of a text are read.</param>
/// <param name="Runtime">What ran it.</param>
/// <param name="Licence">The licence that its card claims; null where it claims none.</param>
/// <param name="Inputs">What the student sees: <c>vectors</c>, or <c>joined</c> with words and letters.</param>
/// <param name="Tried">How students did within the lesson, by what they saw: <c>words</c> are those without vectors.</param>
public sealed record StudentVectors(
    string Name,
    string Entry,
    string Digest,
    IReadOnlyDictionary<string, string> Files,
    string Pooling,
    int Dimensions,
    string Tokenizer,
    int MaxTokens,
    string Runtime,
    string? Licence,
    string Inputs,
    IReadOnlyDictionary<string, Frequency> Tried)
{
    /// <summary>Of a model and what was taught with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entry">Its entry in the registry.</param>
    /// <param name="taught">What was taught.</param>
    public static StudentVectors Of(SentenceModel model, string entry, TaughtStudent taught) => new(
        model.Name,
        entry,
        model.Digest.ToString(),
        model.Files.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal),
        model.Pooling,
        model.Dimensions,
        model.Tokenizer,
        model.MaxTokens,
        model.Runtime,
        model.Licence,
        Kebab.Name(taught.Inputs),
        taught.Tried.ToDictionary(t => Kebab.Name(t.Inputs), t => t.Agreement, StringComparer.Ordinal));
}
