namespace Roundtable.Deliberation.Ballots;

/// <summary>Recognises a refusal in plain English by how it begins.</summary>
internal static class RefusalPhrases
{
    private static readonly string[] _openings =
    [
        "i can't help", "i cannot help", "i can't assist", "i cannot assist", "i'm sorry, but i can", "i am sorry, but i can",
        "i'm not able to", "i am not able to", "i'm unable to", "i am unable to", "i won't be able to", "i must decline",
        "i have to decline", "i can't discuss", "i cannot discuss", "i can't provide", "i cannot provide", "i can't answer",
        "i cannot answer", "i can't participate", "i cannot participate", "as an ai language model, i can", "sorry, i can't",
        "sorry, but i can't", "i'm sorry, i can't", "i will not answer", "i won't answer",
    ];

    /// <summary>Whether <paramref name="text"/>, which contains no ballot, begins like a refusal and is short enough to be one.</summary>
    public static bool Recognise(string text)
    {
        var start = text.AsSpan().Trim();
        if (start.Length is 0 or > 1_500)
        {
            return false;
        }

        var opening = start[..Math.Min(80, start.Length)].ToString().Replace('’', '\'').ToLowerInvariant();
        return _openings.Any(o => opening.StartsWith(o, StringComparison.Ordinal));
    }
}
