using System.Globalization;
using System.Text;
using Roundtable.Corpus.Blocks;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.Scanning;

/// <summary>Where the results of blocks lie until a report is made of them.</summary>
/// <param name="path">The folder.</param>
internal sealed class WorkFolder(string path)
{
    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>The file with a block's rows.</summary>
    public string Rows(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + ".rows");

    /// <summary>The file with the keys of a block's texts as they are.</summary>
    public string Equal(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + ".equal");

    /// <summary>The file with the keys of a block's bands.</summary>
    public string Bands(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + ".bands");

    /// <summary>The file with the fingerprints of a block's rows by which passages are found.</summary>
    public string Passages(int file, int block) => System.IO.Path.Combine(path, BlockFile.Name(file, block) + ".passages");

    /// <summary>Whether a block is done.</summary>
    public bool Has(int file, int block, Digest plan) => BlockFile.IsWhole(Rows(file, block), plan);

    /// <summary>Notes how many blocks a file has that could only be read from its beginning.</summary>
    public void MarkEnd(int file, int blocks, Digest plan) => File.WriteAllText(End(file), string.Create(CultureInfo.InvariantCulture, $"{plan} {blocks}"), Encoding.ASCII);

    /// <summary>How many blocks such a file has; null where its end was not reached.</summary>
    public int? Blocks(int file, Digest plan) =>
        File.Exists(End(file)) && File.ReadAllText(End(file)).Split(' ') is [var digest, var count] && digest == plan.ToString() ? int.Parse(count, CultureInfo.InvariantCulture) : null;

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

    private string End(int file) => System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{file:D5}.end"));
}
