using System.Text.Json;

namespace Roundtable.Corpus.Phrases;

/// <summary>The maintained, versioned list of what models say of themselves and leave in texts. It is built into the program.</summary>
/// <param name="Version">Its version, a date.</param>
/// <param name="Models">The models that may name themselves.</param>
/// <param name="Makers">Those who make models.</param>
/// <param name="Templates">Patterns over the tables of each language whose grammar is like that of English in them.</param>
/// <param name="Languages">The tables of each language, and patterns of its own.</param>
/// <param name="Traces">What programs around models leave in texts.</param>
/// <param name="Phrases">Phrases that models use more often than people; {a|b} are alternatives. They are weak evidence.</param>
public sealed record PhraseFile(
    string Version,
    IReadOnlyList<ModelEntry> Models,
    IReadOnlyList<MakerEntry> Makers,
    IReadOnlyList<PatternEntry> Templates,
    IReadOnlyList<LanguageEntry> Languages,
    IReadOnlyList<TraceEntry> Traces,
    IReadOnlyList<string> Phrases)
{
    /// <summary>The list that is built into the program.</summary>
    public static PhraseFile Current { get; } = Read();

    /// <summary>Every spelling of each phrase, with the phrase's index.</summary>
    internal IReadOnlyList<(string Text, int Phrase)> Literals() =>
        [.. Phrases.SelectMany((p, i) => Expand(p).Distinct(StringComparer.Ordinal).Select(t => (t, i)))];

    /// <summary>Expands alternatives, and apostrophes to both straight and curly ones.</summary>
    internal static IEnumerable<string> Expand(string text)
    {
        // The first group without another in it.
        var close = text.IndexOf('}', StringComparison.Ordinal);
        if (close >= 0)
        {
            var open = text.LastIndexOf('{', close);
            var (before, after) = (text[..open], text[(close + 1)..]);
            return text[(open + 1)..close].Split('|').SelectMany(c => Expand(before + c + after));
        }

        return text.Contains('\'', StringComparison.Ordinal) ? [text, text.Replace('\'', '’')] : [text];
    }

    private static PhraseFile Read()
    {
        using var stream = typeof(PhraseFile).Assembly.GetManifestResourceStream("self-identification.json")!;
        return JsonSerializer.Deserialize(stream, PhraseJson.Default.PhraseFile)!;
    }
}
