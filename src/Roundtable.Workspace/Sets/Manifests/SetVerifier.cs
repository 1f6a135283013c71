using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Merkle;
using Roundtable.Record.Proofs;
using Roundtable.Record.Witnesses;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>
/// Checks the folder of a set with nothing but the folder and the log's public key: that the log holds the manifest, that every file is the one it names, that
/// every row is the one its line names, and that root and sums are those of the lines.
/// </summary>
public static class SetVerifier
{
    /// <summary>Checks a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keys">The keys that count; empty to take those that came with the folder, which prove nothing by themselves.</param>
    /// <param name="policy">The witnesses that are wanted; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="WorkspaceException">When there is no set in the folder.</exception>
    public static SetVerification Verify(string folder, IReadOnlyList<VerifierKey> keys, TrustPolicy? policy, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(folder, SetFiles.Manifest)))
        {
            throw new WorkspaceException(
                ErrorKind.NotFound, $"{Neutralise.Line(folder)} is no folder of a set: there is no {SetFiles.Manifest} in it.");
        }

        try
        {
            var manifestBytes = File.ReadAllBytes(Path.Combine(folder, SetFiles.Manifest));
            var proof = LeafProof.Parse(Read(folder, SetFiles.Proof));
            var (leaf, signer) = proof.Verify(keys, policy);
            if (leaf.Kind != LeafKind.TrainingSet)
            {
                throw new FormatException($"{SetFiles.Proof} proves another leaf than that of a training set");
            }

            if (!proof.Opened.TryGetValue("document", out var document) || !document.Content.AsSpan().SequenceEqual(manifestBytes))
            {
                throw new FormatException($"{SetFiles.Manifest} is not the one that the log holds");
            }

            var manifest = SetManifest.Read(manifestBytes);
            var unlisted = Files(folder, manifest, cancellation);
            Rows(folder, manifest, cancellation);
            return new SetVerification(folder, manifest, proof.Proof.Index, signer, leaf.Time, unlisted, null);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or FileNotFoundException)
        {
            return new SetVerification(folder, null, null, null, null, [], e.Message.TrimEnd('.'));
        }
    }

    /// <summary>The key of a set's salts.</summary>
    /// <exception cref="FormatException">When the file is damaged.</exception>
    /// <exception cref="FileNotFoundException">When it is not there.</exception>
    public static byte[] Key(string folder) => SetKey.Parse(Encoding.ASCII.GetString(Read(folder, SetFiles.Key)))
        ?? throw new FormatException($"{SetFiles.Key} is damaged");

    private static byte[] Read(string folder, string name) => File.Exists(Path.Combine(folder, name))
        ? File.ReadAllBytes(Path.Combine(folder, name))
        : throw new FileNotFoundException($"{name} is missing");

    /// <summary>Checks every file that the manifest names; the names of the others.</summary>
    private static List<string> Files(string folder, SetManifest manifest, CancellationToken cancellation)
    {
        foreach (var file in manifest.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.Name != Path.GetFileName(file.Name) || !File.Exists(Path.Combine(folder, file.Name)))
            {
                throw new FormatException($"{Neutralise.Line(file.Name)} is missing");
            }

            using var stream = File.OpenRead(Path.Combine(folder, file.Name));
            if (new Digest(SHA256.HashData(stream)) != file.Digest)
            {
                throw new FormatException($"{Neutralise.Line(file.Name)} is not the file that the manifest names: it was changed");
            }
        }

        HashSet<string> listed = [.. manifest.Files.Select(f => f.Name), .. SetFiles.Unlisted];
        return
        [
            .. Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Where(n => !listed.Contains(n)).Order(StringComparer.Ordinal),
        ];
    }

    private static void Rows(string folder, SetManifest manifest, CancellationToken cancellation)
    {
        var (salts, range, sums) = (new SetSalts(Key(folder)), new CompactRange(), new SetSums());
        Dictionary<string, IEnumerator<ReadOnlyMemory<byte>>> parts = new(StringComparer.Ordinal);
        try
        {
            foreach (var file in manifest.Files.Where(f => f.Rows is not null))
            {
                parts.Add(file.Name, SetPart.Read(Path.Combine(folder, file.Name)).GetEnumerator());
            }

            Dictionary<string, string> sides = new(StringComparer.Ordinal);
            var hash = new byte[Digest.Length];
            foreach (var line in SetLines.Read(Path.Combine(folder, SetFiles.Rows)))
            {
                cancellation.ThrowIfCancellationRequested();
                var row = SetRowLine.Read(line.Span);
                if (!parts.TryGetValue(row.File, out var part) || !part.MoveNext() || Digest.Of(part.Current.Span) != row.Digest)
                {
                    throw At(range.Size, $"row {row.Row} of {Neutralise.Line(row.File)} is not the one it names");
                }

                if (!sides.TryAdd(row.Question, row.File) && sides[row.Question] != row.File)
                {
                    throw At(range.Size, $"its question stands in {Neutralise.Line(sides[row.Question])} and in {Neutralise.Line(row.File)}");
                }

                SetSalts.Hash(salts[range.Size], line.Span, hash);
                range.Append(hash);
                sums.Add(row.Origin, row.Models, row.Terms);
            }

            if (parts.FirstOrDefault(p => p.Value.MoveNext()).Key is { } more)
            {
                throw new FormatException($"{Neutralise.Line(more)} has rows that {SetFiles.Rows} does not name");
            }
        }
        finally
        {
            foreach (var part in parts.Values)
            {
                part.Dispose();
            }
        }

        if (range.Size != manifest.Rows || !range.Root().AsSpan().SequenceEqual(manifest.Root.ToArray()))
        {
            throw new FormatException("the root over the rows is not that of the manifest");
        }

        if (sums.Json().ToJsonString() != manifest.Sums.Json().ToJsonString())
        {
            throw new FormatException("the sums of the manifest are not those of its rows");
        }
    }

    private static FormatException At(long index, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{SetFiles.Rows}, line {index + 1}: {what}"));
}

/// <summary>What a verification of a set found.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Manifest">The manifest; null where the set does not hold.</param>
/// <param name="Leaf">The leaf that holds it; null where the set does not hold.</param>
/// <param name="SignedBy">The key that signed; null where the set does not hold.</param>
/// <param name="Time">When the set was put on the record; null where it does not hold.</param>
/// <param name="Unlisted">Names in the folder that are no part of the set.</param>
/// <param name="Problem">Why it does not hold, without a full stop; null where it does.</param>
public sealed record SetVerification(
    string Folder,
    SetManifest? Manifest,
    long? Leaf,
    VerifierKey? SignedBy,
    DateTimeOffset? Time,
    IReadOnlyList<string> Unlisted,
    string? Problem)
{
    /// <summary>Whether the set holds.</summary>
    public bool Holds => Problem is null;
}
