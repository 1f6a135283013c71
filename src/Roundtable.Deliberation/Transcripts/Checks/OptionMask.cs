using System.Text;
using Roundtable.Deliberation.Transcripts.Pages;

namespace Roundtable.Deliberation.Transcripts.Checks;

/// <summary>
/// Hides the page's options in a sentence while it is parsed: an option may hold commas, brackets, numbers and "after", which are no signs of
/// the sentence then. Each is one character that no text has (from Unicode's private use area).
/// </summary>
internal sealed class OptionMask
{
    private const char First = '\uE000';

    private readonly IReadOnlyList<string> _options;
    private readonly IReadOnlyList<int> _longestFirst;

    /// <summary>The mask for the options of a page, or for what its votes count as.</summary>
    public OptionMask(IReadOnlyList<string> options)
    {
        _options = [.. options.Select(PageOptions.Bare)];
        _longestFirst = [.. Enumerable.Range(0, _options.Count)
            .Where(i => _options[i].Any(c => !char.IsLetterOrDigit(c)))
            .OrderByDescending(i => _options[i].Length)];
    }

    /// <summary>The sentence with options hidden.</summary>
    public string Hide(string sentence)
    {
        var hidden = sentence;
        foreach (var i in _longestFirst)
        {
            var option = _options[i];
            for (var at = hidden.IndexOf(option, StringComparison.OrdinalIgnoreCase);
                at >= 0; at = hidden.IndexOf(option, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + option.Length;
                if ((at == 0 || !Joins(hidden[at - 1], option[0])) && (end == hidden.Length || !Joins(option[^1], hidden[end])))
                {
                    hidden = string.Concat(hidden.AsSpan(0, at), new string((char)(First + i), 1), hidden.AsSpan(end));
                }

                if (at + 1 >= hidden.Length)
                {
                    break;
                }
            }
        }

        return hidden;
    }

    /// <summary>The text with its options shown again.</summary>
    public string Show(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c >= First && c - First < _options.Count)
            {
                shown.Append(_options[c - First]);
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }

    private static bool Joins(char left, char right) => char.IsLetterOrDigit(left) && char.IsLetterOrDigit(right);
}
