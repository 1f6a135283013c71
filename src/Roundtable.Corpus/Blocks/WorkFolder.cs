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

    /// <summary>Whether a file holds results, as opposed to temporary data.</summary>
    public static bool IsResult(string file) => System.IO.Path.GetExtension(file) is RowsEnding or EqualEnding or BandsEnding or PassagesEnding or LastEnding;

    /// <summary>Whether a block is done.</summary>
    public bool Has(int file, int block, Digest plan) => BlockFile.IsWhole(Rows(file, block), plan);

    /// <summary>Records the number of blocks of a file that must be read sequentially.</summary>
    public void MarkEnd(int file, int blocks, Digest plan) =>
        WorkFile.Write(End(file), f => f.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{plan} {blocks}"))));

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
            if (!Has(file, i, plan))
            {
                return false;
            }
        }

        return true;
    }

    private string End(int file) => System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{file:D5}{LastEnding}"));
}
