using System.Buffers;
using System.IO.Compression;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>
/// Unpacks gzip (RFC 1952), member after member; zeros after a member are passed over. Data that is cut or damaged, and bytes after the last member that are
/// neither zeros nor a member, are an <see cref="InvalidDataException"/> whose message says so; what came before was given.
/// </summary>
internal sealed class GzipMembers : SequentialStream
{
    private const string Strict = "System.IO.Compression.UseStrictValidation";
    private const int BufferSize = 1 << 16;
    private const byte FirstOfMember = 0x1F;

    private static readonly bool _isStrict = RefusesCutData();

    private readonly BufferedStream _packed;
    private GzipFeed? _feed;
    private GZipStream? _members;
    private long _next;

    /// <param name="packed">The packed bytes, from their beginning; it has to be seekable.</param>
    /// <exception cref="InvalidOperationException">.NET would take a cut file for a whole one, because the program used gzip before it read the switch.</exception>
    public GzipMembers(Stream packed)
    {
        _packed = _isStrict
            ? new BufferedStream(packed, BufferSize)
            : throw new InvalidOperationException($"Cut gzip files would not be noticed. Set '{Strict}' to true in the program's runtimeconfig.json.");
    }

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_members is not null || Open()))
        {
            var read = Unpack(_members!, buffer);
            if (read > 0)
            {
                return read;
            }

            // .NET stops before bytes that begin no member, and at the end of the file.
            _next = _feed!.IsAtEnd ? _packed.Length : FindEnd(_feed);
            Leave();
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Leave();
            _packed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Has .NET refuse data that is cut, which it does only where a switch says so, and sees whether it does: the switch is read once, at gzip's first use.</summary>
    private static bool RefusesCutData()
    {
        AppContext.SetSwitch(Strict, true);
        ReadOnlySpan<byte> headOnly = [FirstOfMember, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];
        using var cut = new GZipStream(new MemoryStream(headOnly.ToArray()), CompressionMode.Decompress);
        try
        {
            _ = cut.ReadByte();
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    /// <summary>Opens the member that begins next, over zeros; false where none is left.</summary>
    private bool Open()
    {
        _packed.Position = _next;
        int first;
        while ((first = _packed.ReadByte()) == 0 && _next > 0)
        {
        }

        if (first < 0)
        {
            return false;
        }

        var at = _packed.Position - 1;
        if (_next > 0 && first != FirstOfMember)
        {
            throw Unexpected(at);
        }

        _packed.Position = at;
        _feed = new GzipFeed(_packed);
        _members = new GZipStream(_feed, CompressionMode.Decompress);
        return true;
    }

    private int Unpack(GZipStream members, Span<byte> buffer)
    {
        try
        {
            return members.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(_feed!.IsAtEnd ? FaultReasons.CutShort : "the packed data is damaged (gzip)", e);
        }
    }

    /// <summary>
    /// Where the last member ends, which .NET does not say: it is somewhere in the chunk that was given last. All is unpacked once more, and of that chunk
    /// one byte at a time. Only files with something after their members cost this.
    /// </summary>
    private long FindEnd(GzipFeed feed)
    {
        _packed.Position = feed.Start;
        var slow = new GzipFeed(_packed, feed.Last);
        var scratch = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var members = new GZipStream(slow, CompressionMode.Decompress);
            while (members.Read(scratch) > 0)
            {
            }

            return slow.Last;
        }
        catch (InvalidDataException)
        {
            // The first byte after the member looked like the beginning of another, the second did not.
            throw Unexpected(slow.Last - 1);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static InvalidDataException Unexpected(long at) => new($"what follows the last gzip member, from byte {at} of the packed file on, is neither zeros nor a member");

    private void Leave()
    {
        _members?.Dispose();
        _members = null;
    }
}
