namespace Roundtable.Corpus.Files;

/// <summary>Which symbolic links in a folder are followed.</summary>
/// <param name="folder">The folder, without links in its path.</param>
internal sealed class LinkRule(string folder)
{
    // The cache of the Hugging Face hub has the files of a repository under blobs, and in snapshots links to them.
    private const string Snapshots = "snapshots", Blobs = "blobs";

    private readonly string? _blobs = BlobsOf(folder);

    /// <summary>Whether a link leads to something inside the folder, or to a blob of the same repository.</summary>
    public bool Allows(string link)
    {
        try
        {
            var real = RealPath.Of(link);
            return Path.Exists(real) && (RealPath.IsWithin(real, folder) || (_blobs is not null && RealPath.IsWithin(real, _blobs)));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? BlobsOf(string folder)
    {
        for (var at = folder; Path.GetDirectoryName(at) is { } outer; at = outer)
        {
            if (Path.GetFileName(outer) == Snapshots && Path.GetDirectoryName(outer) is { } repository && Directory.Exists(Path.Combine(repository, Blobs)))
            {
                return Path.Combine(repository, Blobs);
            }
        }

        return null;
    }
}
