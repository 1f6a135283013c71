using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Record.Witnesses;

/// <summary>The last cosigned checkpoint of each log, in a directory of files named by the hexadecimal SHA-256 of the log's origin.</summary>
internal sealed class CosignedCheckpoints
{
    private static readonly DirectoryLayout _layout = new("witness", 1);

    private readonly string _directory;

    /// <summary>Opens the directory, which need not exist yet.</summary>
    /// <exception cref="NewerFormatException">When it was written by a newer program.</exception>
    /// <exception cref="IOException">When its layout file cannot be read.</exception>
    public CosignedCheckpoints(string directory)
    {
        _directory = directory;
        ThrowIfNewer();
    }

    /// <summary>The last cosigned checkpoint of a log; null if there is none.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public SignedCheckpoint? Last(string origin)
    {
        ThrowIfNewer();
        var path = PathOf(origin);
        try
        {
            return File.Exists(path) ? SignedCheckpoint.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (FormatException e)
        {
            throw new IOException($"{path} is not a valid checkpoint: {e.Message} Restore it; until then nothing is cosigned for this log.", e);
        }
    }

    /// <summary>Replaces the last cosigned checkpoint of a log durably.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Replace(string origin, SignedNote cosigned)
    {
        _layout.Write(_directory);
        PrivateFiles.Replace(PathOf(origin), cosigned.ToBytes());
    }

    /// <summary>The bytes of a log's last cosigned checkpoint, by the hash of its origin; null if there is none.</summary>
    public byte[]? Read(string originHash) =>
        Digest.TryParse(originHash, null, out var hash)
        && hash.ToString() == originHash
        && Path.Combine(_directory, originHash) is var path
        && File.Exists(path)
            ? File.ReadAllBytes(path)
            : null;

    private void ThrowIfNewer()
    {
        try
        {
            _layout.ThrowIfNewer(_directory);
        }
        catch (FormatException e)
        {
            var path = Path.Combine(_directory, DirectoryLayout.FileName);
            throw new IOException($"{path}: {e.Message}. Restore it; until then nothing is cosigned.", e);
        }
    }

    private string PathOf(string origin) => Path.Combine(_directory, Digest.Of(Encoding.UTF8.GetBytes(origin)).ToString());
}
