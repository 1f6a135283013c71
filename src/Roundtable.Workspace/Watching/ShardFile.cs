using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Roundtable.Record.Files;
using Roundtable.Record.Wording;

namespace Roundtable.Workspace.Watching;

/// <summary>
/// A file by which processes that watch together exchange what they saw: its format, the length of the state, the state, what it is of (JSON), and SHA-256 over
/// all before it. docs/formats/watch-state.md.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class ShardFile(string path)
{
    /// <summary>The first line.</summary>
    public const string Format = "roundtable-watch-state/1\n";

    private const int MaxHeader = 1 << 30;

    private long _length;

    private static int BodyAt => Format.Length + sizeof(long);

    /// <summary>What the state is of; <see cref="Check"/> first.</summary>
    public JsonObject Header { get; private set; } = [];

    /// <summary>SHA-256 over the file's contents.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Writes a file in the place of whatever has its name, once it is whole.</summary>
    /// <param name="body">Writes the state.</param>
    /// <param name="header">What it is of, once it is written.</param>
    /// <exception cref="WorkspaceException">When it cannot be written.</exception>
    public void Write(Action<BinaryWriter> body, Func<JsonObject> header)
    {
        var unfinished = path + PrivateFiles.UnfinishedSuffix;
        try
        {
            using (var file = PrivateFiles.Create(unfinished))
            {
                using var to = new BinaryWriter(file, Encoding.UTF8);
                to.Write(Encoding.ASCII.GetBytes(Format));
                to.Write(0L);
                body(to);
                to.Flush();
                var length = file.Position - BodyAt;
                Header = header();
                to.Write(Encoding.UTF8.GetBytes(Header.ToJsonString()));
                to.Flush();
                file.Position = Format.Length;
                to.Write(length);
            }

            using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                var digest = SHA256.HashData(file);
                Digest = Convert.ToHexStringLower(digest);
                file.Write(digest);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new WorkspaceException(ErrorKind.InvalidInput, $"The state {Neutralise.Line(path)} cannot be written: {e.Message}", e);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Verifies the digest and reads what the state is of.</summary>
    /// <exception cref="WorkspaceException">When it is no such file, or damaged.</exception>
    public ShardFile Check()
    {
        try
        {
            using var file = File.OpenRead(path);
            Span<byte> start = stackalloc byte[Format.Length + sizeof(long)];
            if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
            {
                throw Malformed("it is too short");
            }

            NewerFormatException.ThrowIfNewer(path, start, "roundtable-watch-state/"u8, 1);
            if (!start.StartsWith(Encoding.ASCII.GetBytes(Format)))
            {
                throw Malformed($"it does not begin with '{Format.TrimEnd()}'");
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (buffer, left) = (new byte[1 << 20], file.Length - SHA256.HashSizeInBytes);
            file.Position = 0;
            while (left > 0)
            {
                var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                {
                    break;
                }

                hash.AppendData(buffer, 0, read);
                left -= read;
            }

            var (digest, told) = (hash.GetHashAndReset(), new byte[SHA256.HashSizeInBytes]);
            file.Position = Math.Max(0, file.Length - told.Length);
            file.ReadExactly(told);
            if (!digest.AsSpan().SequenceEqual(told))
            {
                throw Malformed("its digest does not fit: it is damaged or not whole");
            }

            _length = BinaryPrimitives.ReadInt64LittleEndian(start[Format.Length..]);
            var at = _length > 0 && _length < file.Length ? BodyAt + _length : file.Length;
            var length = file.Length - told.Length - at;
            if (length is < 2 or > MaxHeader)
            {
                throw Malformed("the length of its state is out of range");
            }

            var json = new byte[length];
            file.Position = at;
            file.ReadExactly(json);
            Header = JsonNode.Parse(json) as JsonObject ?? throw Malformed("what it is of is not a JSON object");
            Digest = Convert.ToHexStringLower(digest);
            return this;
        }
        catch (JsonException e)
        {
            throw Malformed(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && e is not NewerFormatException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The state {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The state, and nothing that comes before it or behind; <see cref="Check"/> first.</summary>
    /// <exception cref="WorkspaceException">When it cannot be read any more.</exception>
    public BinaryReader Open()
    {
        try
        {
            using var file = MemoryMappedFile.CreateFromFile(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, false);
            return new BinaryReader(new BufferedStream(file.CreateViewStream(BodyAt, _length, MemoryMappedFileAccess.Read), 1 << 16), Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The state {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Runs something that reads states, and says of which file what it found malformed.</summary>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or ArgumentException or OverflowException)
        {
            throw new WorkspaceException(ErrorKind.BadData, $"The state {Neutralise.Line(path)} is malformed: {Neutralise.Line(e.Message)}", e);
        }
    }

    private WorkspaceException Malformed(string why) =>
        new(ErrorKind.BadData, $"{Neutralise.Line(path)} is not a state of watching: {Neutralise.Line(why)}.");
}
