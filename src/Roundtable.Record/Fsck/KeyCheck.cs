using System.Globalization;
using System.Text;
using Roundtable.Record.Checkpoints;

namespace Roundtable.Record.Fsck;

/// <summary>Checks the keys, what was signed with them, and the checkpoint.</summary>
/// <param name="files">The files.</param>
internal sealed class KeyCheck(CheckedFiles files)
{
    private const string Listed = "log/keys";
    private const string Secret = "keys/log";
    private const string Signed = "keys/log.signed";
    private const string Published = "log/checkpoint";
    private const string SignedStart = "roundtable/signed/v1";

    private IReadOnlyList<PublicKey> _keys = [];
    private IReadOnlyList<PublicKey> _signers = [];
    private bool _listedAreRight;

    /// <summary>A commitment: origin, number of leaves, and root hash in base64.</summary>
    /// <param name="Origin">The log's name.</param>
    /// <param name="Size">Number of leaves.</param>
    /// <param name="Root">The root hash in base64.</param>
    public sealed record Commitment(string Origin, long Size, string Root);

    /// <summary>The checkpoint; null if there is none that can be believed.</summary>
    public Commitment? Checkpoint { get; private set; }

    /// <summary>The largest that was signed; null if unknown.</summary>
    public Commitment? Largest { get; private set; }

    /// <summary>Checks them.</summary>
    public void Run()
    {
        (Largest, _signers) = ReadSigned();
        var listed = files.ReadText(Listed) is { } text ? PublicKey.ParseList(text) : [];
        if (listed is null)
        {
            files.Damage(Listed, "it does not consist of verifier keys, a line each, with their IDs");
        }

        _keys = listed ?? _signers;
        _listedAreRight = listed is not null && CheckList(_signers);
        CheckSecret();
        CheckRotations();
        CheckCheckpoint();
    }

    private static Commitment? Parse(string[] lines) =>
        lines is [{ Length: > 0 } origin, var size, var root, ..]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var leaves)
            && leaves.ToString(CultureInfo.InvariantCulture) == size
            && Note.Base64(root) is { Length: 32 }
            ? new Commitment(origin, leaves, root)
            : null;

    private (Commitment? Largest, IReadOnlyList<PublicKey> Signers) ReadSigned()
    {
        if (files.ReadText(Signed) is not { } text)
        {
            if (files.Exists(Published) && !files.Exists(Signed))
            {
                files.Note(Signed, "it is missing, so that a log that lost leaves would go on; the next write makes it");
            }

            return (null, []);
        }

        if (text.Split('\n', 5) is [SignedStart, .. var lines, var keys] && Parse(lines) is { } largest && PublicKey.ParseList(keys) is { } signers)
        {
            return (largest, signers);
        }

        files.Damage(Signed, $"it is not '{SignedStart}', a checkpoint's three lines and verifier keys");
        return (null, []);
    }

    private bool CheckList(IReadOnlyList<PublicKey> signers)
    {
        var before = files.Findings.Count;
        if (_keys.Count == 0 && files.Exists(Published) && !files.Exists(Listed))
        {
            files.Damage(Listed, signers.Count > 0 ? "it is missing; opening the log for writing restores it" : "it is missing");
            _keys = signers;
        }
        else if (Largest is not null && _keys.Count > 0)
        {
            foreach (var key in _keys.Where(k => !signers.Contains(k)))
            {
                files.Damage(Listed, $"the key {key.Name}+{key.Id} is not one of those in {files.PathOf(Signed)}");
            }

            foreach (var key in signers.Where(k => !_keys.Contains(k)))
            {
                files.Damage(Listed, $"the key {key.Name}+{key.Id}, which is in {files.PathOf(Signed)}, is missing; opening the log for writing restores it");
            }
        }

        return files.Findings.Count == before;
    }

    private void CheckSecret()
    {
        foreach (var path in files.In("keys").Where(p => files.Disk.IsExposed(files.PathOf(p))))
        {
            files.Damage(path, "this secret key is accessible to other users");
        }

        if (files.ReadText(Secret) is not { } text)
        {
            if (_keys.Count > 0 && !files.Exists(Secret))
            {
                files.Note(Secret, "it is missing: without it, or another place that has it, the log can be read and not written");
            }

            return;
        }

        if (text.StartsWith("pkcs11:", StringComparison.OrdinalIgnoreCase))
        {
            files.Note(Secret, "it says where the key is held; whether it is there is not looked at");
            return;
        }

        var key = Seed(text.TrimEnd('\n'));
        if (key is null)
        {
            files.Damage(Secret, "it is not a secret key with the ID of its public key");
        }
        else if (text != key.Value.Text + "\n")
        {
            files.Note(Secret, "it is not one line that ends with a line feed");
        }
        else if (_keys.Count > 0 && !_keys.Any(k => k.Text == key.Value.Public))
        {
            files.Damage(Secret, $"its public key is not in {files.PathOf(Listed)}");
        }
        else if (_keys.Count > 0 && _keys[^1].Text != key.Value.Public)
        {
            files.Note(Secret, $"its public key is not the newest in {files.PathOf(Listed)}: it is an older copy, or a rotation was interrupted");
        }
    }

    private static (string Text, string Public)? Seed(string text)
    {
        if (!text.StartsWith("PRIVATE+KEY+", StringComparison.Ordinal)
            || text["PRIVATE+KEY+".Length..].Split('+', 3) is not [{ Length: > 0 } name, var id, var encoded]
            || Note.Base64(encoded) is not [1, .. { Length: Ed25519.KeyLength } seed])
        {
            return null;
        }

        using var secret = Ed25519.PrivateKey(seed);
        var key = Ed25519.PublicHalf(secret);
        return id == PublicKey.IdOf(name, key) ? (text, $"{name}+{id}+{Convert.ToBase64String([1, .. key])}") : null;
    }

    private void CheckRotations()
    {
        foreach (var path in files.In("log/rotations").Where(p => !p.EndsWith(".new", StringComparison.Ordinal)))
        {
            var note = files.ReadText(path) is { } text ? Note.Parse(text) : null;
            if (note?.Lines is not ["roundtable/key-rotation/v1", var first, var second]
                || PublicKey.Parse(first) is not { } old
                || PublicKey.Parse(second) is not { } fresh
                || !note.IsSignedBy(old)
                || !note.IsSignedBy(fresh)
                || note.Signatures.Count != 2)
            {
                files.Damage(path, "it is not a rotation statement signed by the old key and the new one");
            }
            else if (path != $"log/rotations/{fresh.Id}" || !_keys.Contains(old))
            {
                files.Damage(path, $"it is the statement of the key {fresh.Id}, or by a key that is not in {files.PathOf(Listed)}");
            }
            else if (!_keys.Contains(fresh))
            {
                files.Note(path, "the rotation was interrupted before the new key was used");
            }
        }

        foreach (var key in _keys.Skip(1).Where(k => !files.Exists($"log/rotations/{k.Id}")))
        {
            files.Note($"log/rotations/{key.Id}", "there is no statement by the key before; it was lost, or the file is missing");
        }
    }

    private void CheckCheckpoint()
    {
        if (files.ReadText(Published) is not { } text)
        {
            var why = files.Exists(Published) ? null
                : Largest is { Size: > 0 } ? $"it is missing, and a checkpoint of {Largest.Size} leaves was signed"
                : _keys.Count > 0 || files.All("log/tile").Any() ? "it is missing although the log has keys or tiles"
                : files.In("content").Any(p => p.EndsWith(".pack", StringComparison.Ordinal) && files.Read(p) is { Length: > 8 })
                    ? "it is missing although there are contents"
                : files.Exists(Secret) && Largest is null ? "it is missing although there is a secret key"
                : null;
            if (why is not null)
            {
                files.Damage(Published, why);
            }

            return;
        }

        var note = Note.Parse(text);
        if (note is null || Parse(note.Lines) is not { } read)
        {
            files.Damage(Published, "it does not consist of three lines, an empty line and signatures");
        }
        else if (!_keys.Any(k => k.Name == read.Origin && note.IsSignedBy(k)))
        {
            files.Damage(Published, "it is not signed by any key in log/keys");
        }
        else if (Largest is { } largest && largest.Origin != read.Origin)
        {
            files.Damage(Signed, $"it belongs to the log {largest.Origin}, and this one is {read.Origin}");
        }
        else
        {
            Checkpoint = read;
            if (!_listedAreRight && _signers.Count > 0 && _signers.Any(k => k.Name == read.Origin && note.IsSignedBy(k)))
            {
                files.CanRepair(
                    Listed,
                    $"the checkpoint is signed by one of the keys in {files.PathOf(Signed)}",
                    Encoding.UTF8.GetBytes(string.Concat(_signers.Select(k => k.Text + "\n"))));
            }

            if (Largest is { } older && older.Size < read.Size)
            {
                files.Note(Signed, $"it is older than the checkpoint: it has {older.Size} leaves, and not {read.Size}; the next write replaces it");
            }
        }
    }
}
