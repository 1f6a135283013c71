using System.Buffers;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Models.Batches;

/// <summary>The files of a submission: its requests, and its results as they came.</summary>
internal static class BatchFiles
{
    /// <summary>Path of the file with a submission's requests.</summary>
    public static string Requests(string directory, string submission) => Path.Combine(directory, submission + ".requests");

    /// <summary>Path of the file with a submission's results.</summary>
    public static string Results(string directory, string submission) => Path.Combine(directory, submission + ".results");

    /// <summary>Creates a private, empty file whose name is durable.</summary>
    public static FileStream Create(string path)
    {
        PrivateFiles.Replace(path, []);
        return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 64 * 1024);
    }

    /// <summary>The lines of a file, without their ends: where each stands, and the key that it names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Is given the offset, the length and the key of each line that is not empty; the key is null where the line names none.</param>
    public static void Scan(string path, Action<long, int, Digest?> line)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = ArrayPool<byte>.Shared.Rent(1024 * 1024);
        try
        {
            var (start, filled) = (0L, 0);
            while (true)
            {
                var read = file.Read(buffer, filled, buffer.Length - filled);
                filled += read;
                var used = 0;
                for (int length; (length = buffer.AsSpan(used, filled - used).IndexOf((byte)'\n')) >= 0; used += length + 1)
                {
                    Take(start + used, buffer.AsSpan(used, length));
                }

                if (read == 0)
                {
                    Take(start + used, buffer.AsSpan(used, filled - used)); // The last line may lack its end.
                    return;
                }

                buffer.AsSpan(used, filled - used).CopyTo(buffer);
                (start, filled) = (start + used, filled - used);
                if (filled == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, filled).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        void Take(long offset, ReadOnlySpan<byte> bytes)
        {
            if (bytes is [.., (byte)'\r'])
            {
                bytes = bytes[..^1];
            }

            if (!bytes.Trim(" \t"u8).IsEmpty)
            {
                line(offset, bytes.Length, BatchLine.KeyOf(bytes));
            }
        }
    }
}
