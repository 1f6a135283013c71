using System.Globalization;
using System.Text;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Documents;

/// <summary>
/// A small text file of the data directory: a first line such as <c>roundtable/tokens/v1</c>, then an entry a line. Files of before have no
/// first line and are read as well; a newer version is neither read nor overwritten.
/// </summary>
/// <param name="path">Path of the file; it need not exist.</param>
/// <param name="name">What the file lists, such as <c>tokens</c>.</param>
/// <param name="newest">The version that is written, and the newest version that is read.</param>
public sealed class VersionedLines(string path, string name, int newest)
{
    /// <summary>Path of the file, whether it exists or not.</summary>
    public string Location => path;

    private string Start => $"roundtable/{name}/v";

    private string Head(int version) => Start + version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The entries; none where there is no file.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    /// <exception cref="WorkspaceException">When its first line is damaged.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public IReadOnlyList<string> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || !lines[0].StartsWith(Start, StringComparison.Ordinal))
        {
            return lines;
        }

        NewerFormatException.ThrowIfNewer(path, Encoding.UTF8.GetBytes(lines[0]), Encoding.UTF8.GetBytes(Start), newest);
        return Enumerable.Range(1, newest).Any(version => lines[0] == Head(version))
            ? lines[1..]
            : throw new WorkspaceException(ErrorKind.BadData, $"{Neutralise.Line(path)} is damaged: its first line is not '{Head(newest)}'.");
    }

    /// <summary>Checks the version alone.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote the file.</exception>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public void ThrowIfNewer() => Read();

    /// <summary>Whether a newer program wrote the file, which this one must then neither read nor replace nor remove.</summary>
    /// <exception cref="IOException">When it cannot be read.</exception>
    public bool IsNewer()
    {
        try
        {
            ThrowIfNewer();
            return false;
        }
        catch (NewerFormatException)
        {
            return true;
        }
    }

    /// <summary>Removes the file, where there is one.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote it: it stays.</exception>
    /// <exception cref="IOException">When it cannot be removed.</exception>
    public void Delete()
    {
        if (File.Exists(path))
        {
            ThrowIfNewer();
            File.Delete(path);
        }
    }

    /// <summary>Replaces the entries, so that after a crash the file has the old ones or the new ones, whole.</summary>
    /// <exception cref="NewerFormatException">When a newer program wrote the file that is there.</exception>
    /// <exception cref="IOException">When it cannot be written; the old ones still hold.</exception>
    public void Write(IEnumerable<string> entries)
    {
        var kept = entries.ToList();
        ThrowIfNewer();
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        var text = new StringBuilder().Append(Head(newest)).Append('\n');
        kept.ForEach(e => text.Append(e).Append('\n'));
        PrivateFiles.Replace(path, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
