namespace Roundtable.Workspace.Sets.Manifests;

/// <summary>Reads files line by line as bytes; a line is valid until the next one.</summary>
internal static class SetLines
{
    private const int Buffered = 1 << 18;

    /// <summary>The lines of a file without their line breaks.</summary>
    /// <exception cref="FormatException">When the last line has no line break: the file is cut.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path) =>
        Read(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan), Path.GetFileName(path));

    /// <summary>The lines of a stream without their line breaks; it is closed afterwards.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="FormatException">When the last line has no line break.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(Stream stream, string name)
    {
        using var file = stream;
        var buffer = new byte[Buffered];
        var (start, end) = (0, 0);
        while (true)
        {
            var line = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (line >= 0)
            {
                yield return buffer.AsMemory(start, line);
                start += line + 1;
                continue;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }
            else if (end == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }

            var read = file.Read(buffer, end, buffer.Length - end);
            if (read == 0)
            {
                if (end > 0)
                {
                    throw new FormatException($"{name} ends within a line");
                }

                yield break;
            }

            end += read;
        }
    }
}
