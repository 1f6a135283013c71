using System.Text.Json;
using System.Text.RegularExpressions;

namespace Roundtable.Corpus.Phrases;

/// <summary>The maintained list of phrases and names by which texts and declarations tell what they are. It comes with the program and has a version.</summary>
public sealed partial record PhraseFile(string Version, IReadOnlyList<PhraseEntry> Phrases, IReadOnlyList<NameEntry> Names)
{
    /// <summary>The list that comes with the program.</summary>
    public static PhraseFile Current { get; } = Read();

    /// <summary>Each way to write each phrase, with the phrase's index.</summary>
    internal IReadOnlyList<(string Text, int Phrase)> Literals() => [.. Phrases.SelectMany((p, i) => Expand(p.Text).Distinct(StringComparer.Ordinal).Select(t => (t, i)))];

    /// <summary>Takes alternatives apart; apostrophes are straight or not.</summary>
    internal static IEnumerable<string> Expand(string text)
    {
        var choice = Choice().Match(text);
        if (choice.Success)
        {
            return choice.Groups["choices"].Value.Split('|').SelectMany(c => Expand(string.Concat(text.AsSpan(0, choice.Index), c, text.AsSpan(choice.Index + choice.Length))));
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
