using System.IO.Compression;
using System.Text;
using Roundtable.Record.Files;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Workspace;

/// <summary>
/// A data directory as the version before this one left it, with what it scanned beside it: sessions of the rehearsal panel (one deleted, one that a killed
/// server was running), an import, registry entries, rulings, a scan with its report, tokens, a shared link, both indexes, and a witness's file.
/// </summary>
internal sealed class FormerVersion : IDisposable
{
    /// <summary>The question of the first session, which is the shared one.</summary>
    public const string Question = "Which colour should the door have?";

    /// <summary>A row of the scanned corpus.</summary>
    public const string Row = "The ferry leaves the island at seven in the morning, and in winter it does not leave at all when the wind stands in the north.";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("roundtable-former-");

    public FormerVersion()
    {
        using var zip = ZipFile.OpenRead(Path.Combine(Repository.Root, "tests", "Roundtable.Tests", "Workspace", "former-version.zip"));
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            using (var content = entry.Open())
            {
                content.CopyTo(bytes);
            }

            // Where it was made, its files named its folders.
            var text = Encoding.Latin1.GetString(bytes.ToArray()).Replace("@ROOT@", _root.FullName, StringComparison.Ordinal);
            PrivateFiles.Replace(PathOf(entry.FullName), Encoding.Latin1.GetBytes(text));
        }
    }

    /// <summary>The data directory.</summary>
    public DirectoryInfo Data => new(PathOf("data"));

    /// <summary>The folder of the scan's report.</summary>
    public string Report => PathOf("report");

    /// <summary>The folder of the files that were scanned.</summary>
    public string Corpus => PathOf("corpus");

    /// <summary>The text of the token with a role, <c>reader</c> or <c>admin</c>.</summary>
    public string Token(string role) => File.ReadAllText(PathOf(role + ".token"));

    /// <summary>The lines of a file of the data directory, or of all files of a folder in it.</summary>
    public IReadOnlyList<string> Lines(string name) => Directory.Exists(Path.Combine(Data.FullName, name))
        ? [.. Directory.GetFiles(Path.Combine(Data.FullName, name)).Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)]
        : File.ReadAllLines(Path.Combine(Data.FullName, name));

    /// <summary>The bytes of the files below a folder of the data directory, by name.</summary>
    public IReadOnlyDictionary<string, string> Bytes(string folder) => Directory.EnumerateFiles(Path.Combine(Data.FullName, folder), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Data.FullName, f), f => Convert.ToHexString(File.ReadAllBytes(f)), StringComparer.Ordinal);

    public void Dispose() => _root.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_root.FullName, name);
}
