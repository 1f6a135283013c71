using Roundtable.Corpus.Reading;

namespace Roundtable.Corpus.Plans;

/// <summary>Reads the blocks of a file one after the other into one buffer.</summary>
internal static class FileBlocks
{
    /// <summary>Reads the blocks. Each is valid until the next one is requested.</summary>
    public static IEnumerable<Block> Read(PlannedFile file, BlockSizes sizes)
    {
        var buffer = new BlockBuffer();
        if (file.IsSeekable)
        {
            using var lines = new SeekableLines(file.File.OpenContent(), sizes);
            for (var i = 0; i < lines.Count; i++)
            {
                yield return lines.Read(i, buffer.Rent);
            }

            yield break;
        }

        using var stream = file.File.Open();
        var blocks = new StreamedBlocks(stream, file.Rows.Boundaries, sizes);
        while (blocks.Next(buffer.Rent) is { } block)
        {
            yield return block;
        }
    }
}
