using System.Text;
using System.Text.Json;
using Roundtable.Annotation.Evaluation;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Benches;

/// <summary>The folder of a bench: its report for programs, for people and for a browser, and the votes that it rests on.</summary>
/// <param name="path">Where it is.</param>
public sealed class BenchFolder(string path)
{
    /// <summary>The report as JSON.</summary>
    public const string ReportFile = "report.json";

    /// <summary>The report as Markdown.</summary>
    public const string MarkdownFile = "report.md";

    /// <summary>The report as a page with pictures.</summary>
    public const string PageFile = "report.html";

    /// <summary>The votes as a table that <c>bench --votes</c> reads.</summary>
    public const string VotesFile = "votes.tsv";

    private static readonly ReadFiles<BenchDocument> _reports = new(TimeProvider.System);
    private static readonly string[] _names = [ReportFile, MarkdownFile, PageFile, VotesFile];

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>The votes as they are kept.</summary>
    public static byte[] VotesOf(BenchVotes bench)
    {
        var text = new StringBuilder("question\tgold");
        foreach (var column in bench.Columns)
        {
            text.Append('\t').Append(Field(column.ToString()));
        }

        text.Append('\n');
        for (var i = 0; i < bench.Votes.Items.Count; i++)
        {
            text.Append(Field(bench.Votes.Items[i])).Append('\t').Append(bench.Gold[i] == VoteTable.None ? "" : Field(bench.Votes.Classes[bench.Gold[i]]));
            foreach (var vote in bench.Votes.Of(i))
            {
                text.Append('\t').Append(vote == VoteTable.None ? "" : Field(bench.Votes.Classes[vote]));
            }

            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Writes all files; the report comes last, so that a folder with a report is whole.</summary>
    /// <exception cref="WorkspaceException">When the folder holds other files.</exception>
    public void Write(BenchDocument document, byte[] votes)
    {
        if (Directory.Exists(Path) && Directory.EnumerateFiles(Path).Any(e => !_names.Contains(System.IO.Path.GetFileName(e), StringComparer.Ordinal)))
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(Path)} holds other files: give the report a folder of its own with --out.");
        }

        PrivateFiles.CreateDirectory(Path);
        PrivateFiles.Replace(System.IO.Path.Combine(Path, VotesFile), votes);
        PrivateFiles.Replace(System.IO.Path.Combine(Path, MarkdownFile), Encoding.UTF8.GetBytes(BenchMarkdown.Of(document)));
        PrivateFiles.Replace(System.IO.Path.Combine(Path, PageFile), Encoding.UTF8.GetBytes(BenchHtml.Of(document)));
        PrivateFiles.Replace(System.IO.Path.Combine(Path, ReportFile), JsonSerializer.SerializeToUtf8Bytes(document, BenchJson.Default.BenchDocument));
    }

    /// <summary>The report.</summary>
    /// <exception cref="WorkspaceException">When there is none, or it is damaged or of another version.</exception>
    public BenchDocument Read()
    {
        var file = System.IO.Path.Combine(Path, ReportFile);
        var name = Neutralise.Line(file);
        try
        {
            var document = _reports.Read(
                System.IO.Path.GetFullPath(file), [file], () => JsonSerializer.Deserialize(File.ReadAllBytes(file), BenchJson.Default.BenchDocument)!);
            NewerFormatException.ThrowIfNewer(name, Encoding.UTF8.GetBytes(document.Format), "roundtable-bench-v"u8, 1);
            return document.Format == BenchDocument.CurrentFormat ? document : throw new WorkspaceException(
                ErrorKind.BadData, $"{name} has the format '{Neutralise.Line(document.Format)}', which this version does not read.");
        }
        catch (JsonException e)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{name} is not a report of a bench, or it is damaged.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no report of a bench at {name}.", e);
        }
    }

    /// <summary>The votes that the report rests on.</summary>
    /// <exception cref="WorkspaceException">When they are not there, or are not those of the report.</exception>
    public BenchVotes ReadVotes(BenchDocument document)
    {
        var file = System.IO.Path.Combine(Path, VotesFile);
        if (!File.Exists(file) || Digest.Of(File.ReadAllBytes(file)) != document.Votes)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(file)} does not hold the votes of the report beside it.");
        }

        var votes = VoteFile.Read(file, new VoteFileOptions { Match = document.Report.Match });
        return new BenchVotes(votes.Votes, votes.Columns, votes.Gold, votes.Match);
    }

    private static string Field(string text) => text.AsSpan().IndexOfAny("\t\n\r\"") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
