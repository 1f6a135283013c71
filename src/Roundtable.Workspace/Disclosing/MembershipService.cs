using System.Text;
using Roundtable.Corpus.References;
using Roundtable.Disclosure.Membership;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Corpora;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Disclosing;

/// <summary>What was written of a corpus.</summary>
/// <param name="Path">The file.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="TooShort">How many texts have fewer words than a passage, and are not in it.</param>
public sealed record WrittenMembers(string Path, long Rows, long TooShort);

/// <summary>What of a text is in a corpus of which only hashes are here.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Found">What was found.</param>
/// <param name="Passages">The passages of the text that are in it.</param>
public sealed record TracedMember(string Name, long Rows, FoundText Found, IReadOnlyList<string> Passages);

/// <summary>The texts of a scanned corpus as hashes that others can look their own texts up in.</summary>
/// <param name="workspace">The data directory.</param>
public sealed class MembershipService(WorkspaceContext workspace)
{
    private const int MaxName = 1_000;

    /// <summary>Hashes every text of a scanned corpus into a file.</summary>
    /// <param name="source">The folder of a scan's report.</param>
    /// <param name="output">The file.</param>
    /// <param name="name">What the corpus is called; null for the name of the folder.</param>
    /// <param name="cancellation">Stops; nothing is left then.</param>
    /// <exception cref="WorkspaceException">When there is no such scan, or its files changed.</exception>
    public async Task<WrittenMembers> WriteAsync(string source, string output, string? name, CancellationToken cancellation)
    {
        var (folder, plan) = ScanFolder.Existing(source);
        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        if (name.Length > MaxName)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, "The name is too long.");
        }

        using var writer = new HashedTextsWriter(output);
        long rows = 0;
        await CorpusRows.ReadAsync(
            workspace,
            plan,
            folder,
            _ => true,
            (_, row, _) =>
            {
                rows++;
                writer.Add(row.Text);
                for (var i = 0; row.Parts.Count > 1 && i < row.Parts.Count; i++)
                {
                    writer.Add(row[row.Parts[i]]);
                }
            },
            cancellation);
        await Task.Run(() => writer.Complete(name, rows), cancellation);
        return new WrittenMembers(output, rows, writer.TooShort);
    }

    /// <summary>Looks for a text.</summary>
    /// <param name="path">The file that an owner gave.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="WorkspaceException">When the file is missing or damaged, or the text has too few words.</exception>
    public static TracedMember Find(string path, string text)
    {
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"There is no file {Neutralise.Line(path)}.");
        }

        var (bytes, marks) = (Encoding.UTF8.GetBytes(text), new TextMarks());
        marks.Read(bytes);
        if (marks.Words < TextMarks.PassageWords)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput,
                FormattableString.Invariant($"The text has {marks.Words} words: hashed texts are searched from {TextMarks.PassageWords} words on."));
        }

        return AuditedService.Checked(path, () =>
        {
            using var texts = HashedTexts.Open(path);
            var found = texts.Find(marks);
            return new TracedMember(texts.Name, texts.Rows, found, [.. found.Runs.Select(r => Passage(bytes, marks.Place(r.First, r.Words)))]);
        });
    }

    private static string Passage(byte[] text, (int Start, int Length) place) => Encoding.UTF8.GetString(text, place.Start, place.Length);
}
