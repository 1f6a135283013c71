using System.Security.Cryptography;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Logs;
using Roundtable.Workspace.Scanning;

namespace Roundtable.Workspace.Disclosing;

/// <summary>A commitment that is on the record.</summary>
/// <param name="Folder">The folder with the owner's files.</param>
/// <param name="Corpus">The commitment.</param>
/// <param name="Leaf">Its leaf.</param>
/// <param name="Proof">The file that proves it, for whoever audits it.</param>
public sealed record MadeCommitment(string Folder, CommittedCorpus Corpus, long Leaf, string Proof);

/// <summary>Commits to what a scanned corpus or a training set is made of, so that it can be audited without being shown.</summary>
/// <param name="workspace">The data directory, whose secret the salts come from, and the log.</param>
public sealed class CommitService(WorkspaceContext workspace)
{
    /// <summary>The name of the file with the commitment's document.</summary>
    public const string DocumentFile = "commitment.json";

    /// <summary>The name of the file that proves it (C2SP tlog-proof).</summary>
    public const string ProofFile = "commitment.tlog-proof";

    private const string SourceFile = "source";

    /// <summary>Reads every row again, commits to them, and puts root and totals on the record.</summary>
    /// <param name="source">The folder of a scan's report or of a training set.</param>
    /// <param name="folder">A new folder for the commitment; what it holds is needed to open rows later.</param>
    /// <param name="name">What the corpus is called; null for the name of the source.</param>
    /// <param name="progress">Is told how many rows were read; null for nobody.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When the source is not there or changed, or the folder holds something.</exception>
    public async Task<MadeCommitment> CommitAsync(
        string source, string folder, string? name, IProgress<long>? progress, CancellationToken cancellation)
    {
        var rows = DisclosedSource.Open(workspace, source);
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new WorkspaceException(ErrorKind.Unwritable, $"{Neutralise.Line(folder)} holds other files: give a new folder with --out.");
        }

        PrivateFiles.CreateDirectory(folder);
        CommittedCorpus corpus;
        try
        {
            corpus = await CommitAsync(rows, source, folder, name, progress, cancellation);
        }
        catch
        {
            // The folder was empty or not there: what was begun is no commitment, and must not be in the way of the next attempt.
            Array.ForEach(Directory.GetFiles(folder), File.Delete);
            throw;
        }

        var document = corpus.Write();
        PrivateFiles.Replace(Path.Combine(folder, DocumentFile), document);
        PrivateFiles.Replace(Path.Combine(folder, SourceFile), System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(source)));
        var leaf = await new DisclosureLog(workspace).AppendAsync(document, [], cancellation);
        var proof = Path.Combine(folder, ProofFile);
        await new LogService(workspace).ProveAsync(leaf, [DisclosureLog.Member], proof, cancellation);
        return new MadeCommitment(folder, corpus, leaf, proof);
    }

    /// <summary>The places between which a content would stand that no row has.</summary>
    internal IReadOnlyList<DistinctPlace> Neighbours(string folder, CommittedCorpus corpus, Digest content)
    {
        try
        {
            using var distinct = new DistinctRows(folder, Secrets(corpus));
            var at = distinct.Find(DistinctRows.Value(Convert.FromHexString(corpus.Id), content));
            return [.. ((long[])[at - 1, at]).Where(i => i >= 0 && i < distinct.Count).Select(distinct.At)];
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException)
        {
            throw Damaged(folder, e);
        }
    }

    /// <summary>The contents of rows of a commitment.</summary>
    /// <param name="folder">The folder of the commitment.</param>
    /// <param name="source">Where the rows are.</param>
    /// <param name="wanted">SHA-256 of each row's content, by its number.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When a row is not what was committed to any more.</exception>
    internal static async Task<IReadOnlyDictionary<long, byte[]>> ContentsAsync(
        string folder, DisclosedSource source, IReadOnlyDictionary<long, Digest> wanted, CancellationToken cancellation)
    {
        var contents = await Task.Run(() => RowPlaces.Read(folder, source, wanted), cancellation);
        if (contents.Count < wanted.Count)
        {
            await source.ReadAsync(
                i => wanted.ContainsKey(i) && !contents.ContainsKey(i), (i, _, content, _, _) => contents[i] = content.ToArray(), cancellation);
        }

        foreach (var (number, digest) in wanted)
        {
            if (contents.TryGetValue(number, out var content) && Digest.Of(content) != digest)
            {
                throw new WorkspaceException(
                    ErrorKind.BadData,
                    $"Row {number + 1} of {Neutralise.Line(source.Name)} is another one than the row that was committed to: commit again.");
            }
        }

        return contents;
    }

    /// <summary>The commitment of a folder, its rows, and where they came from.</summary>
    /// <exception cref="WorkspaceException">When the folder is none of a commitment, or damaged.</exception>
    internal (CommittedCorpus Corpus, CommittedRows Rows, DisclosedSource Source) Open(string folder)
    {
        var path = Path.Combine(folder, DocumentFile);
        if (!File.Exists(path))
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"{Neutralise.Line(folder)} is no folder of a commitment: there is no {DocumentFile} in it.");
        }

        try
        {
            var corpus = CommittedCorpus.Read(File.ReadAllBytes(path));
            var rows = new CommittedRows(folder, Secrets(corpus));
            if (rows.Tree.Root.Hash != corpus.Root.Hash)
            {
                rows.Dispose();
                throw new FormatException($"{CommittedRows.BlocksFile} has another root than {DocumentFile}");
            }

            return (corpus, rows, DisclosedSource.Open(workspace, File.ReadAllText(Path.Combine(folder, SourceFile))));
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException or OverflowException)
        {
            throw Damaged(folder, e);
        }
    }

    private async Task<CommittedCorpus> CommitAsync(
        DisclosedSource rows, string source, string folder, string? name, IProgress<long>? progress, CancellationToken cancellation)
    {
        var id = RandomNumberGenerator.GetBytes(Roundtable.Disclosure.Sums.RowSecrets.IdLength);
        using var places = RowPlaces.Create(folder);
        using var builder = new CommitmentBuilder(ScanSecret.Read(workspace.DataDirectory), id, folder);
        long count = 0;
        await rows.ReadAsync(
            _ => true,
            (_, rowClass, content, tokens, parts) =>
            {
                places.Add(parts);
                builder.Add(rowClass, Digest.Of(content), content.Length, tokens);
                if ((++count & 0xFFF) == 0)
                {
                    progress?.Report(count);
                }
            },
            cancellation);
        if (count == 0)
        {
            throw new WorkspaceException(ErrorKind.InvalidInput, $"{Neutralise.Line(source)} has no rows: there is nothing to commit to.");
        }

        var (classes, root, distinct, distinctRoot) = await Task.Run(() => builder.Finish(cancellation), cancellation);
        return new CommittedCorpus(builder.Id, name ?? rows.Name, rows.Kind, rows.Root, rows.Tokens, classes, root, distinct, distinctRoot);
    }

    private static WorkspaceException Damaged(string folder, Exception e) =>
        new(ErrorKind.BadData, $"{Neutralise.Line(folder)} is damaged: {e.Message.TrimEnd('.')}. Restore it from a backup.", e);

    private Roundtable.Disclosure.Sums.RowSecrets Secrets(CommittedCorpus corpus) =>
        new(ScanSecret.Read(workspace.DataDirectory), Convert.FromHexString(corpus.Id));
}
