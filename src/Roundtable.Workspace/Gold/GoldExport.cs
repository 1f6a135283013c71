using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Gold.Formats;

namespace Roundtable.Workspace.Gold;

/// <summary>Writes sheets as files of labelling tools. What a panel says is never in them: whoever labels them is to be as blind as people here.</summary>
public static class GoldExport
{
    /// <summary>A sheet as the text of a file.</summary>
    /// <param name="sheet">The sheet.</param>
    /// <param name="format">The format.</param>
    /// <param name="blank">Whether labels are left out, for people who are to label elsewhere.</param>
    public static string Write(StoredSheet sheet, GoldFormat format, bool blank)
    {
        var labels = sheet.Gold.Labels.ToLookup(l => l.Item, StringComparer.Ordinal);
        var rows = sheet.Items.Select(i => new GoldRow(
            i.Drawn.Id,
            i.Text,
            blank ? [] : [.. labels[i.Drawn.Id].OrderBy(l => l.Layer).Select(l => new GoldRowLabel(l.Annotator, l.Layer, l.Answer.ToString()))],
            ""));
        return format switch
        {
            GoldFormat.LabelStudio => LabelStudio.Write(rows, sheet.Codebook.Form).ToJsonString(Document.Indented) + "\n",
            GoldFormat.Argilla => Argilla.Write(rows, sheet.Codebook.Form).ToJsonString(Document.Indented) + "\n",
            _ => Lines(LabelRows.Write(rows)),
        };
    }

    private static string Lines(IEnumerable<JsonObject> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(Document.Line(row)).Append('\n');
        }

        return text.ToString();
    }
}
