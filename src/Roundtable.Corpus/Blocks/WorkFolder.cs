using System.Globalization;
using System.Text;
using Roundtable.Corpus.Storage;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Blocks;

/// <summary>The folder with the results of blocks until the report is made.</summary>
/// <param name="path">Its path.</param>
internal sealed class WorkFolder(string path)
{
    private const string RowsEnding = ".rows", EqualEnding = ".equal", BandsEnding = ".bands", PassagesEnding = ".passages", LastEnding = ".end";

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>The file with a block's rows.</summary>
    public string Rows(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + RowsEnding);

    /// <summary>The file with the hashes of a block's texts.</summary>
    public string Equal(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + EqualEnding);

    /// <summary>The file with the keys of a block's bands.</summary>
    public string Bands(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + BandsEnding);

    /// <summary>The file with the fingerprints of a block's rows.</summary>
    public string Passages(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + PassagesEnding);

    /// <summary>Whether a block is done: its rows and its keys are there, undamaged, and its own.</summary>
    public bool Has(BlockId block) =>
        BlockFile.Keys(Rows(block.File, block.Block), block) is { } keys
        && keys == new KeySums(
            KeySums.Of(Equal(block.File, block.Block)), KeySums.Of(Bands(block.File, block.Block)), KeySums.Of(Passages(block.File, block.Block)));

    /// <summary>Records the number of blocks of a file that must be read sequentially.</summary>
    public void MarkEnd(int file, int blocks, Digest plan) =>
        WorkFile.Write(End(file), f => f.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plan} {blocks}"))), isShared: true);

    /// <summary>The number of blocks of such a file; null where its end was not reached.</summary>
    public int? Blocks(int file, Digest plan) =>
        File.Exists(End(file)) && File.ReadAllText(End(file)).Split(' ') is [var digest, var count] && digest == plan.ToString()
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Whether all blocks of such a file are done.</summary>
    public bool IsComplete(int file, Digest plan)
    {
        if (Blocks(file, plan) is not { } blocks)
        {
            return false;
        }

        for (var i = 0; i < blocks; i++)
        {
            if (!Has(new BlockId(plan, file, i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the results of another folder, as of a shard on a disk of its own. What is damaged there is left there.</summary>
    /// <param name="other">The other folder.</param>
    /// <param name="plan">The digest of the plan.</param>
    /// <exception cref="InvalidDataException">Both have results of the same rows, and they differ.</exception>
    public void Take(WorkFolder other, Digest plan)
    {
        foreach (var name in Directory.EnumerateFiles(other.Path).Select(f => System.IO.Path.GetFileNameWithoutExtension(f)).Distinct(StringComparer.Ordinal))
        {
            if (name.Split('-') is not [var first, ..] || !int.TryParse(first, CultureInfo.InvariantCulture, out var file))
            {
                continue;
            }

            if (name.Length == first.Length)
            {
                if (other.Blocks(file, plan) is { } blocks)
                {
                    Same(Blocks(file, plan) ?? blocks, blocks, name);
                    MarkEnd(file, blocks, plan);
                }
            }
            else if (int.TryParse(name[(first.Length + 1)..], CultureInfo.InvariantCulture, out var block)
                && new BlockId(plan, file, block) is var id && other.Has(id))
            {
                Take(other, id);
            }
        }
    }

    private void Take(WorkFolder other, BlockId id)
    {
        var (file, block) = (id.File, id.Block);
        if (Has(id))
        {
            Same(KeySums.Of(Rows(file, block)), KeySums.Of(other.Rows(file, block)), BlockFile.Name(file, block));
            return;
        }

        // The rows come last: with them the block is done.
        foreach (var (from, to) in (ReadOnlySpan<(string From, string To)>)
        [
            (other.Equal(file, block), Equal(file, block)),
            (other.Bands(file, block), Bands(file, block)),
            (other.Passages(file, block), Passages(file, block)),
            (other.Rows(file, block), Rows(file, block)),
        ])
        {
            if (File.Exists(from))
            {
                File.Copy(from, to + ".part", overwrite: true);
                File.Move(to + ".part", to, overwrite: true);
            }
        }
    }

    private static void Same<T>(T one, T other, string name)
    {
        if (!EqualityComparer<T>.Default.Equals(one, other))
        {
            throw new InvalidDataException($"Two shards have different results for the same rows ({name}). Run the scan again in an empty folder.");
        }
    }

    private string End(int file) => System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{file:D5}{LastEnding}"));
}
