namespace Roundtable.Web.Site.Layout;

/// <summary>Cuts a snippet of the index at its marks.</summary>
public static class Snippets
{
    /// <summary>The parts in order; the found words are marked.</summary>
    public static IEnumerable<(string Text, bool Marked)> Parts(string snippet)
    {
        var marked = false;
        foreach (var part in snippet.Split('\u0002', '\u0003'))
        {
            if (part.Length > 0)
            {
                yield return (part, marked);
            }

            marked = !marked;
        }
    }
}
