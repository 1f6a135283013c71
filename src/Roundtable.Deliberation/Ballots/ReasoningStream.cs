using System.Globalization;
using System.Text;

namespace Roundtable.Deliberation.Ballots;

/// <summary>
/// Parses an answer as it streams in and extracts the text for a reader: the value of <c>reasoning</c> where the answer is
/// the requested JSON, the whole text otherwise. Thinking at its beginning is no part of it. It is for display only; the ballot is parsed from the recorded
/// answer.
/// </summary>
public sealed class ReasoningStream
{
    private const string Member = "\"reasoning\"";

    private readonly StringBuilder _text = new();
    private int _at;
    private bool _inside;
    private bool _plain;
    private bool _over;

    /// <summary>Appends the next part of the answer; returns the text that became readable with it, perhaps none.</summary>
    public string Append(string part)
    {
        _text.Append(part);
        return _over || (!_inside && !Begin()) ? "" : _plain ? Plain() : Decode();
    }

    /// <summary>Finds where the reasoning starts; false where that is not known yet.</summary>
    private bool Begin()
    {
        var text = _text.ToString();
        if (ThinkingMarks.AnswerStart(text) is not { } begin)
        {
            return false;
        }

        var start = text.AsSpan(begin);

        // A JSON object, or one in a code fence; anything else is plain text.
        if (start[0] is not ('{' or '`'))
        {
            _at = text.AsSpan(0, begin).IsWhiteSpace() ? 0 : begin;
            return _inside = _plain = true;
        }

        var member = text.IndexOf(Member, begin, StringComparison.Ordinal);
        var colon = member < 0 ? -1 : text.IndexOf(':', member + Member.Length);
        var quote = colon < 0 ? -1 : text.IndexOf('"', colon + 1);
        if (quote < 0)
        {
            return false;
        }

        _at = quote + 1;
        return _inside = true;
    }

    private string Plain()
    {
        var words = _text.ToString(_at, _text.Length - _at);
        _at = _text.Length;
        return words;
    }

    private string Decode()
    {
        var words = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _over = true;
                break;
            }

            if (c != '\\')
            {
                words.Append(c);
                _at++;
                continue;
            }

            var length = _at + 1 < _text.Length && _text[_at + 1] == 'u' ? 6 : 2;
            if (_at + length > _text.Length)
            {
                break;
            }

            words.Append(Unescape(_text.ToString(_at + 1, length - 1)));
            _at += length;
        }

        return words.ToString();
    }

    private static string Unescape(string escape) => escape[0] switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "",
        'b' or 'f' => " ",
        'u' => ushort.TryParse(escape.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit) ? ((char)unit).ToString() : "",
        var other => other.ToString(),
    };
}
