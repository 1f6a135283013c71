using System.Globalization;
using System.Text;

namespace Roundtable.Record.Files;

/// <summary>
/// The format version of a directory as a whole, for files whose own format is fixed by a specification without a version: a file <c>layout</c> with
/// one line such as <c>roundtable/log-layout/v2</c>. Directories created before this file was introduced have none.
/// </summary>
/// <param name="Kind">What the directory contains, such as <c>log</c>.</param>
/// <param name="Newest">The version that is written, and the newest version that is read.</param>
internal sealed record DirectoryLayout(string Kind, int Newest)
{
    public const string FileName = "layout";

    private string Start => $"roundtable/{Kind}-layout/v";

    /// <summary>Rejects a directory written by a newer program, before anything in it is read or written.</summary>
    /// <exception cref="NewerFormatException">When its layout version is newer.</exception>
    /// <exception cref="FormatException">When the file contains anything else; the message is a clause.</exception>
    public void ThrowIfNewer(string directory, IDisk? disk = null)
    {
        var path = Path.Combine(directory, FileName);
        if ((disk ?? RealDisk.Instance).Read(path) is not { } bytes)
        {
            return;
        }

        NewerFormatException.ThrowIfNewer(path, bytes, Encoding.ASCII.GetBytes(Start), Newest);
        if (!Enumerable.Range(1, Newest).Any(version => bytes.AsSpan().SequenceEqual(Line(version))))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it is not the line '{Start}{Newest}'"));
        }
    }

    /// <summary>Writes the layout file if it is missing or older.</summary>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Write(string directory, IDisk? disk = null)
    {
        disk ??= RealDisk.Instance;
        var path = Path.Combine(directory, FileName);
        if (!disk.Read(path).AsSpan().SequenceEqual(Line(Newest)))
        {
            disk.Replace(path, Line(Newest));
        }
    }

    private byte[] Line(int version) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Start}{version}\n"));
}
