using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Roundtable.Annotation.Items;
using Roundtable.Record.Entries;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Runs;

namespace Roundtable.Workspace.Students;

/// <summary>Texts that a student labels: of a file, or of a stream such as standard input.</summary>
public static class StudentTexts
{
    private static readonly string[] _plain = [".txt", ".text"];

    /// <summary>The texts of a file: a line each of plain text (<c>.txt</c>), else rows of JSON Lines, a JSON array, CSV, TSV or Parquet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="idColumn">The column with the ids; null for <c>id</c> where there is one, else rows are numbered from 1.</param>
    /// <param name="textColumn">The column with the texts; null for <c>text</c>, or the only one.</param>
    /// <exception cref="WorkspaceException">When the file cannot be read, or it is not clear which column is meant.</exception>
    public static IEnumerable<StudentText> Read(string path, string? idColumn, string? textColumn)
    {
        if (_plain.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            return File.Exists(path) ? ReadLines(path) : throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        var source = RunItemSource.Open(path, idColumn, null);
        var template = ItemTemplate.Parse(ItemTexts.TemplateFor(source, textColumn, null));
        return new ItemTexts(source, template).Read().Select(i => new StudentText(i.Item.Id, i.Text));
    }

    /// <summary>The texts of a stream: a line each, numbered from 1; empty lines are passed over.</summary>
    /// <param name="reader">The stream.</param>
    public static IEnumerable<StudentText> Lines(TextReader reader)
    {
        var number = 0L;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return new StudentText(number.ToString(CultureInfo.InvariantCulture), line);
            }
        }
    }

    /// <summary>Writes texts as JSON Lines, such as those that a panel is to be asked about.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">The texts.</param>
    /// <returns>Number of texts.</returns>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static int Write(string path, IEnumerable<StudentText> texts)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var count = 0;
        foreach (var text in texts)
        {
            file.Write(Encoding.UTF8.GetString(CanonicalJson.Write(new JsonObject { ["id"] = text.Id, ["text"] = text.Text })) + '\n');
            count++;
        }

        return count;
    }

    private static IEnumerable<StudentText> ReadLines(string path)
    {
        using var reader = new StreamReader(path);
        foreach (var text in Lines(reader))
        {
            yield return text;
        }
    }
}
