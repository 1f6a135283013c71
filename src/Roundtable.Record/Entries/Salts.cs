using System.Security.Cryptography;

namespace Roundtable.Record.Entries;

/// <summary>
/// Random bytes for salts and ids, fetched for many at once: the system's generator takes as long for a few bytes as for thousands. Each byte is handed out
/// once, and is not kept here afterwards.
/// </summary>
public static class Salts
{
    private const int BlockLength = 4096;

    [ThreadStatic]
    private static byte[]? _block;

    [ThreadStatic]
    private static int _left;

    /// <summary>Fills with random bytes from the system's cryptographic generator.</summary>
    /// <param name="salts">At most 4,096 bytes.</param>
    public static void Fill(Span<byte> salts)
    {
        var block = _block ??= new byte[BlockLength];
        if (_left < salts.Length)
        {
            RandomNumberGenerator.Fill(block);
            _left = BlockLength;
        }

        var taken = block.AsSpan(BlockLength - _left, salts.Length);
        taken.CopyTo(salts);
        taken.Clear();
        _left -= salts.Length;
    }
}
