using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Files;

namespace Roundtable.Record.Storage;

/// <summary>A secret key in a file that only its owner can read.</summary>
public static class KeyFile
{
    /// <summary>Reads the key; null if the file does not exist.</summary>
    /// <exception cref="DamagedLogException">When the file contains anything else; the message does not repeat it.</exception>
    public static SigningKey? Read(string path) => Read(RealDisk.Instance, path);

    /// <summary>Writes a key durably.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static void Write(string path, SigningKey key) => Write(RealDisk.Instance, path, key);

    internal static SigningKey? Read(IDisk disk, string path)
    {
        try
        {
            return disk.Read(path) is { } bytes ? SigningKey.Parse(Encoding.UTF8.GetString(bytes).TrimEnd('\n')) : null;
        }
        catch (Exception e) when (e is FormatException or PlatformNotSupportedException)
        {
            throw new DamagedLogException(path, null, null, $"the key cannot be read: {e.Message.TrimEnd('.')}");
        }
    }

    internal static void Write(IDisk disk, string path, SigningKey key) => disk.Replace(path, Encoding.UTF8.GetBytes(key.ToSecret() + "\n"));
}
