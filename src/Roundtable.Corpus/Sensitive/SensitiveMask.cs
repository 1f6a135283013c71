using System.Text;

namespace Roundtable.Corpus.Sensitive;

/// <summary>Replaces sensitive data in texts. Placeholders stay. Not thread-safe.</summary>
/// <param name="isMasked">Which kinds are replaced.</param>
public sealed class SensitiveMask(Func<SensitiveKind, bool> isMasked)
{
    private readonly SensitiveSearch _search = new();

    /// <summary>Replaces every kind.</summary>
    public SensitiveMask()
        : this(_ => true)
    {
    }

    /// <summary>The number of replacements so far.</summary>
    public long Replaced { get; private set; }

    /// <summary>A text in which each character of sensitive data is a dot: positions stay what they are.</summary>
    public string Dotted(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Dotted(bytes, 0, bytes.Length);
    }

    /// <summary>A part of a text in which each character of sensitive data is a dot, also of data that is only partly within.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="from">The first byte of the part.</param>
    /// <param name="to">The byte after it.</param>
    public string Dotted(ReadOnlySpan<byte> text, int from, int to)
    {
        var shown = new StringBuilder();
        var at = from;
        foreach (var hit in _search.Find(text))
        {
            var (start, end) = (Math.Max(hit.Start, at), Math.Min(hit.Start + hit.Length, to));
            if (start < end && !hit.IsExample && isMasked(hit.Kind))
            {
                shown.Append(Encoding.UTF8.GetString(text[at..start])).Append('•', Encoding.UTF8.GetString(text[start..end]).EnumerateRunes().Count());
                at = end;
            }
        }

        return shown.Append(Encoding.UTF8.GetString(text[at..to])).ToString();
    }

    /// <summary>Whether there is something in a text that <see cref="Of"/> replaces.</summary>
    /// <param name="text">The text in UTF-8.</param>
    public bool Finds(ReadOnlySpan<byte> text)
    {
        var hits = _search.Find(text);
        for (var i = 0; i < hits.Count; i++)
        {
            if (!hits[i].IsExample && isMasked(hits[i].Kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text in which the name of its kind stands in place of sensitive data; the same text where there is none.</summary>
    public string Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var masked = new StringBuilder();
        var at = 0;
        foreach (var hit in _search.Find(bytes))
        {
            if (!hit.IsExample && isMasked(hit.Kind))
            {
                masked.Append(Encoding.UTF8.GetString(bytes, at, hit.Start - at)).Append(hit.Kind.Mask());
                at = hit.Start + hit.Length;
                Replaced++;
            }
        }

        return at == 0 ? text : masked.Append(Encoding.UTF8.GetString(bytes, at, bytes.Length - at)).ToString();
    }
}
