using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Roundtable.Corpus.Storage;

/// <summary>
/// Paths with names that are not UTF-8. .NET cannot express them: their bytes from 0x80 on that are not part of UTF-8 are kept as characters U+F780 to
/// U+F7FF, which
/// survive in plans, and the files are opened by the system's own call. On Linux; elsewhere there are no such names.
/// </summary>
internal static unsafe partial class RawPath
{
    private const char First = '\uF700';
    private const int NameAt = 19;
    private const int Directory = 4, Link = 10;

    /// <summary>Whether a path has such names.</summary>
    public static bool IsRaw(string path) => path.AsSpan().IndexOfAnyInRange((char)(First + 0x80), (char)(First + 0xFF)) >= 0;

    /// <summary>A path as it is shown: each byte that is not UTF-8 as <c>\xE9</c>.</summary>
    public static string Shown(string path) => IsRaw(path)
        ? string.Concat(path.Select(c => c is >= (char)(First + 0x80) and <= (char)(First + 0xFF) ? $"\\x{c - First:X2}" : c.ToString()))
        : path;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle Open(string path, FileOptions options = FileOptions.None)
    {
        if (!IsRaw(path) || !OperatingSystem.IsLinux())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, options);
        }

        const int CloseOnExec = 0x80000;
        fixed (byte* name = Bytes(path))
        {
            var file = SystemOpen(name, CloseOnExec);
            return file >= 0
                ? new SafeFileHandle(file, ownsHandle: true)
                : throw new IOException($"'{Shown(path)}' cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        }
    }

    /// <summary>Whether there is such a file.</summary>
    public static bool Exists(string path)
    {
        if (!IsRaw(path))
        {
            return File.Exists(path);
        }

        try
        {
            Open(path).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The names in a folder that are not UTF-8, and whether each is that of a folder or a link.</summary>
    public static List<(string Name, bool IsFolder, bool IsLink)> In(string folder)
    {
        List<(string, bool, bool)> found = [];
        if (!OperatingSystem.IsLinux())
        {
            return found;
        }

        fixed (byte* path = Bytes(folder))
        {
            var stream = SystemOpenFolder(path);
            if (stream == 0)
            {
                return found;
            }

            for (byte* entry; (entry = SystemReadFolder(stream)) != null;)
            {
                var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameAt);
                if (!Utf8.IsValid(name))
                {
                    found.Add((Text(name), entry[NameAt - 1] == Directory, entry[NameAt - 1] == Link));
                }
            }

            _ = SystemCloseFolder(stream);
        }

        return found;
    }

    private static string Text(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            var isRune = Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            text.Append(isRune ? rune.ToString() : ((char)(First + name[0])).ToString());
            name = name[(isRune ? length : 1)..];
        }

        return text.ToString();
    }

    private static byte[] Bytes(string path)
    {
        using var bytes = new MemoryStream();
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.Value is >= First + 0x80 and <= First + 0xFF)
            {
                bytes.WriteByte((byte)(rune.Value - First));
            }
            else
            {
                bytes.Write(Encoding.UTF8.GetBytes(rune.ToString()));
            }
        }

        bytes.WriteByte(0);
        return bytes.ToArray();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int SystemOpen(byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "opendir")]
    private static partial nint SystemOpenFolder(byte* path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial byte* SystemReadFolder(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int SystemCloseFolder(nint stream);
}
