using System.Buffers;
using System.IO.Compression;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>
/// Unpacks gzip (RFC 1952), member after member; zero padding after a member is skipped. Truncated or damaged data, and bytes after the last member that are
/// neither zeros nor a member, throw an <see cref="InvalidDataException"/>; what comes before is returned first.
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

    /// <param name="packed">The packed bytes, from the start; the stream must be seekable.</param>
    /// <exception cref="InvalidOperationException">
    /// .NET would accept a truncated file, because the program used gzip before the switch for strict validation was set.
    /// </exception>
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

            // .NET stops at bytes that do not begin a member, and at the end of the file.
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

    /// <summary>
    /// Makes .NET refuse truncated data, which it does only if a switch is set, and checks that it does: the switch is read once, when gzip is first used.
    /// </summary>
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

    /// <summary>Skips zeros and opens the next member; false where none is left.</summary>
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
    /// Finds the end of the last member, which .NET does not report: it is somewhere in the last chunk read. The file is unpacked again, that chunk one byte at
    /// a time. Only files with bytes after their last member incur this cost.
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
            // The first byte after the member looked like the start of another, the second did not.
            throw Unexpected(slow.Last - 1);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private static InvalidDataException Unexpected(long at) =>
        new($"what follows the last gzip member, from byte {at} of the packed file on, is neither zeros nor a member");

    private void Leave()
    {
        _members?.Dispose();
        _members = null;
    }
}
