using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Phrases;

/// <summary>The maintained, versioned list of phrases and names that indicate the origin of texts. It is built into the program.</summary>
public sealed partial record PhraseFile(string Version, IReadOnlyList<PhraseEntry> Phrases, IReadOnlyList<NameEntry> Names)
{
    /// <summary>The list that is built into the program.</summary>
    public static PhraseFile Current { get; } = Read();

    /// <summary>Every spelling of each phrase, with the phrase's index.</summary>
    internal IReadOnlyList<(string Text, int Phrase)> Literals() =>
        [.. Phrases.SelectMany((p, i) => Expand(p.Text).Distinct(StringComparer.Ordinal).Select(t => (t, i)))];

    /// <summary>Expands alternatives, and apostrophes to both straight and curly ones.</summary>
    internal static IEnumerable<string> Expand(string text)
    {
        var choice = Choice().Match(text);
        if (choice.Success)
        {
            var (before, after) = (text[..choice.Index], text[(choice.Index + choice.Length)..]);
            return choice.Groups["choices"].Value.Split('|').SelectMany(c => Expand(before + c + after));
        }

        return text.Contains('\'', StringComparison.Ordinal) ? [text, text.Replace('\'', '’')] : [text];
    }

    private static PhraseFile Read()
    {
        using var stream = typeof(PhraseFile).Assembly.GetManifestResourceStream("phrases.json")!;
        return JsonSerializer.Deserialize(stream, PhraseJson.Default.PhraseFile)!;
    }

    [GeneratedRegex(@"\{(?<choices>[^{}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Choice();
}
