using System.Text;
using Roundtable.Record.Wording;

namespace Roundtable.Annotation.Items;

/// <summary>
/// A text with columns of items in braces: <c>Is {text} a complaint?</c>. A brace that is meant as such is doubled. What a value holds is put in as it is
/// and never read as a template again.
/// </summary>
public sealed class ItemTemplate
{
    private readonly List<(bool IsColumn, string Text)> _parts;

    private ItemTemplate(string text, List<(bool IsColumn, string Text)> parts)
    {
        Text = text;
        _parts = parts;
        Columns = [.. parts.Where(p => p.IsColumn).Select(p => p.Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The template as written.</summary>
    public string Text { get; }

    /// <summary>The columns that it names, in the order of their first use.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">When a brace is not closed, not opened, or holds no name.</exception>
    public static ItemTemplate Parse(string text)
    {
        List<(bool, string)> parts = [];
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
            }
            else if (at + 1 < text.Length && text[at + 1] == c)
            {
                literal.Append(c);
                at++;
            }
            else
            {
                var end = c == '{' ? text.IndexOfAny(['{', '}'], at + 1) : -1;
                if (end < 0 || text[end] == '{' || text.AsSpan(at + 1, end - at - 1).Trim().IsEmpty)
                {
                    throw new FormatException(
                        $"The template's brace at character {at + 1} is not part of a {{column}}: write {{{{ or }}}} for a brace that is meant as such.");
                }

                if (literal.Length > 0)
                {
                    parts.Add((false, literal.ToString()));
                    literal.Clear();
                }

                parts.Add((true, text[(at + 1)..end].Trim()));
                at = end;
            }
        }

        if (literal.Length > 0)
        {
            parts.Add((false, literal.ToString()));
        }

        return new ItemTemplate(text, parts);
    }

    /// <summary>Checks that every column of the template is one of the items' columns.</summary>
    /// <exception cref="FormatException">When one is not; the message lists those that there are.</exception>
    public void Check(IReadOnlyCollection<string> columns)
    {
        if (Columns.FirstOrDefault(c => !columns.Contains(c, StringComparer.Ordinal)) is { } unknown)
        {
            throw new FormatException(
                $"Unknown column '{Neutralise.Line(unknown)}' in the template{CloseName.Suggest(unknown, columns)} "
                    + $"Columns of the items: {string.Join(", ", columns.Select(c => Neutralise.Line(c)))}.");
        }
    }

    /// <summary>The text for one item.</summary>
    /// <exception cref="FormatException">When the item has no value for a column: it is not asked about with a gap.</exception>
    public string Render(Item item)
    {
        var text = new StringBuilder();
        foreach (var (isColumn, part) in _parts)
        {
            text.Append(!isColumn ? part : item.Value(part) ?? throw new FormatException(
                $"Item '{Neutralise.Line(item.Id)}' has no value for '{Neutralise.Line(part)}', which the template names."));
        }

        return text.ToString();
    }
}
