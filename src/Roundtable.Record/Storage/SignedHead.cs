using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;
using Roundtable.Record.Merkle;
using Roundtable.Record.Tiles;

namespace Roundtable.Record.Storage;

/// <summary>
/// The largest checkpoint that was ever about to be signed for a log, and the keys that have signed for it: the file <c>keys/log.signed</c> beside the secret
/// key, so that a log that lost leaves, or was replaced by an older copy, is not continued as another one under the same key. A log in a database has it beside
/// its secret key too, outside the database. docs/formats/log.md specifies the format.
/// </summary>
/// <param name="Largest">The checkpoint.</param>
/// <param name="Keys">The public keys, newest last.</param>
public sealed record SignedHead(Checkpoint Largest, IReadOnlyList<VerifierKey> Keys)
{
    private const string Format = "roundtable/signed/v";
    private const int Version = 1;

    /// <summary>Path of the file that belongs to a secret key.</summary>
    /// <param name="secret">Path of the secret key.</param>
    public static string PathBeside(string secret) => secret + ".signed";

    /// <summary>Path of the file of a data directory's log.</summary>
    internal static string PathOf(string directory) => PathBeside(LogKeys.SecretPath(directory));

    /// <summary>Reads the file of a path; null if it does not exist, as in directories created before December 2026.</summary>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    /// <exception cref="DamagedLogException">When it contains anything else.</exception>
    public static SignedHead? Read(string path) => ReadFile(RealDisk.Instance, path);

    /// <summary>As above, for a data directory's log.</summary>
    internal static SignedHead? Read(IDisk disk, string directory) => ReadFile(disk, PathOf(directory));

    private static SignedHead? ReadFile(IDisk disk, string path)
    {
        if (disk.Read(path) is not { } bytes)
        {
            return null;
        }

        NewerFormatException.ThrowIfNewer(path, bytes, Encoding.ASCII.GetBytes(Format), Version);
        try
        {
            var lines = Encoding.UTF8.GetString(bytes).Split('\n');
            if (lines is not [$"{Format}1", var origin, var size, var root, .. var keys, ""])
            {
                throw new FormatException("it does not consist of a version, a checkpoint and keys, a line each");
            }

            var read = new SignedHead(Checkpoint.Parse(Encoding.UTF8.GetBytes($"{origin}\n{size}\n{root}\n")), [.. keys.Select(VerifierKey.Parse)]);
            return read.ToBytes().AsSpan().SequenceEqual(bytes) ? read : throw new FormatException("it is not in canonical form");
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(path, null, null, e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Replaces the file of a path durably.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Write(string path) => RealDisk.Instance.Replace(path, ToBytes());

    /// <summary>As above, for a data directory's log.</summary>
    internal void Write(IDisk disk, string directory) => disk.Replace(PathOf(directory), ToBytes());

    /// <summary>Compares a log with what was signed for it.</summary>
    /// <param name="path">Path of the file, for messages.</param>
    /// <param name="location">Where the log is, for messages.</param>
    /// <param name="origin">The log's origin.</param>
    /// <param name="size">Number of its leaves.</param>
    /// <param name="rootAt">The root hash of its first leaves.</param>
    /// <exception cref="DamagedLogException">When the log is not the one that was signed, or lost some of its leaves.</exception>
    public void ThrowIfContradicted(string path, string location, string origin, long size, Func<long, Digest> rootAt)
    {
        if (origin != Largest.Origin)
        {
            throw new DamagedLogException(path, null, null, $"it belongs to the log {Largest.Origin}, but this log is {origin}");
        }

        if (size < Largest.Size)
        {
            throw new DamagedLogException(location, null, null, Lost($"the log has {size} leaves"));
        }

        Digest root;
        try
        {
            root = rootAt(Largest.Size);
        }
        catch (FormatException e)
        {
            throw new DamagedLogException(location, null, null, e.Message.TrimEnd('.'));
        }

        if (root != Largest.Root)
        {
            throw new DamagedLogException(
                location, null, null, $"its first {Largest.Size} leaves have the root {root}, but {path} says that {Largest.Root} was signed for them");
        }
    }

    /// <summary>Compares a log's tree with what was signed for it.</summary>
    /// <exception cref="DamagedLogException">When the log is not the one that was signed, or lost some of its leaves.</exception>
    public void ThrowIfContradicted(string path, string location, string origin, TileTree tree) =>
        ThrowIfContradicted(path, location, origin, tree.Size, size => new Digest(size == 0 ? MerkleTree.EmptyRoot() : tree.Hash(0, size)));

    /// <summary>What to do about a log that has fewer leaves than were signed.</summary>
    public string Lost(string what) =>
        $"{what}, but its key has signed a checkpoint of {Largest.Size} leaves; restore the newest copy of the log, and see docs/backup.md";

    private byte[] ToBytes() =>
        [.. Encoding.UTF8.GetBytes($"{Format}{Version}\n"), .. Largest.ToBytes(), .. Encoding.UTF8.GetBytes(string.Concat(Keys.Select(k => $"{k}\n")))];
}
