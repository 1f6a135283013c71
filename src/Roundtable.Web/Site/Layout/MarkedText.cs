using System.Text;

namespace Roundtable.Web.Site.Layout;

/// <summary>Divides a text at the parts that evidence is about.</summary>
public static class MarkedText
{
    /// <summary>The pieces of a text, in order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="spans">What is marked, in code points; spans may overlap.</param>
    public static List<(string Text, bool IsMarked)> Of(string text, IEnumerable<(int Start, int End)> spans)
    {
        List<(int Start, int End)> apart = [];
        foreach (var span in spans.OrderBy(s => s.Start))
        {
            if (apart.Count > 0 && span.Start <= apart[^1].End)
            {
                apart[^1] = (apart[^1].Start, Math.Max(apart[^1].End, span.End));
            }
            else
            {
                apart.Add(span);
            }
        }

        List<(string, bool)> pieces = [];
        var piece = new StringBuilder();
        var (place, next) = (0, 0);
        void End(bool isMarked)
        {
            if (piece.Length > 0)
            {
                pieces.Add((piece.ToString(), isMarked));
                piece.Clear();
            }
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (next < apart.Count && place == apart[next].Start)
            {
                End(isMarked: false);
            }
            else if (next < apart.Count && place == apart[next].End)
            {
                End(isMarked: true);
                next++;
                if (next < apart.Count && place == apart[next].Start)
                {
                    End(isMarked: false);
                }
            }

            piece.Append(rune.ToString());
            place++;
        }

        End(next < apart.Count && place > apart[next].Start);
        return pieces;
    }
}
