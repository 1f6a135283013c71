using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Corpus.Files;
using Roundtable.Corpus.Plans;
using Roundtable.Corpus.Reports;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Sensitive;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;
using Roundtable.Workspace.Remote;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Corpora;

/// <summary>The rows of a scanned corpus with their labels, read again.</summary>
public static class CorpusRows
{
    /// <summary>Reads the rows that are wanted.</summary>
    /// <exception cref="WorkspaceException">When the files changed, or the report is not finished.</exception>
    public static async Task ReadAsync(
        WorkspaceContext workspace,
        ScanPlan plan,
        ScanFolder folder,
        Func<RowLabel, bool> wanted,
        LabelledRows.RowSeen seen,
        CancellationToken cancellation)
    {
        try
        {
            await Task.Run(() => new LabelledRows(plan.With(new RemoteFiles(workspace)), folder.Labels()).Read(wanted, seen, cancellation), cancellation);
        }
        catch (RemoteException e)
        {
            throw new WorkspaceException(WorkspaceError.Describe(e).Kind, e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, Neutralise.Line(e.Message), e);
        }
    }

    /// <summary>The texts of a row, to be shown: dots stand for keys and personal data, so that a screen or a log does not spread them.</summary>
    public static IReadOnlyList<(string Field, FieldRole Role, string Text)> Texts(ScanPlan plan, RowLabel label, RowText row)
    {
        var fields = plan.Files.First(f => f.File.Name == label.File).Rows.Plan.Fields;
        var mask = new SensitiveMask();
        return [.. row.Parts.Select(p => (fields[p.Field].Name, p.Role, mask.Dotted(Encoding.UTF8.GetString(row[p]))))];
    }

    /// <summary>A row as JSON: its label and its texts.</summary>
    public static JsonObject Json(CorpusRow row)
    {
        var json = JsonSerializer.SerializeToNode(row.Label, RowJson.Default.RowLabel)!.AsObject();
        json["texts"] = Document.Array(row.Texts, t => new JsonObject { ["field"] = t.Field, ["role"] = Kebab.Name(t.Role), ["text"] = t.Text });
        return json;
    }

    /// <summary>A part of a text, by its code points.</summary>
    public static string Slice(string text, int start, int end) => string.Concat(text.EnumerateRunes().Skip(start).Take(end - start));
}
