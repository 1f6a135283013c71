using System.Runtime.InteropServices;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Packed;

/// <summary>
/// Unpacks Zstandard (RFC 8878), frame after frame, block by block and directly into the caller's buffer: only what later blocks may refer to is copied.
/// Truncated or damaged data throws an <see cref="InvalidDataException"/>; what comes before is returned first.
/// </summary>
internal sealed class ZstandardBlocks(Stream packed) : SequentialStream
{
    // The maximum unpacked size of a block, and the maximum packed size with its header.
    private const int Block = 1 << 17;
    private const long MaxWindow = 1L << 27;

    private readonly byte[] _packed = GC.AllocateUninitializedArray<byte>(2 * Block, pinned: true);
    private readonly byte[] _small = GC.AllocateUninitializedArray<byte>(Block, pinned: true);
    private nint _context = ZstandardLibrary.Create();
    private (int At, int End) _held;
    private (int At, int End) _left;

    // The last unpacked bytes of the frame: pinned, because the library keeps referring to them.
    private byte[] _history = [];
    private int _kept;
    private int _window;
    private bool _isWithin;
    private string? _damage;

    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (_left.At == _left.End && buffer.Length >= Block)
        {
            return Unpack(buffer);
        }

        if (_left.At == _left.End)
        {
            _left = (0, buffer.IsEmpty ? 0 : Unpack(_small));
        }

        var count = Math.Min(buffer.Length, _left.End - _left.At);
        _small.AsSpan(_left.At, count).CopyTo(buffer);
        _left.At += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
        {
            _ = ZstandardLibrary.Free(_context);
            _context = 0;
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Unpacks as many whole blocks as fit, at least one; 0 at the end. Damage is reported after everything before it was returned.</summary>
    private unsafe int Unpack(Span<byte> target)
    {
        var (filled, frame) = (0, 0);
        fixed (byte* to = target, from = _packed)
        {
            while (_damage is null && target.Length - filled >= Block)
            {
                if (!_isWithin)
                {
                    if (!Begin())
                    {
                        break;
                    }

                    frame = filled;
                }

                var need = (int)ZstandardLibrary.NextSize(_context);
                if (need == 0)
                {
                    _isWithin = false;
                }
                else if (Hold(need) < need)
                {
                    _damage = FaultReasons.CutShort;
                }
                else if (ZstandardLibrary.Continue(_context, to + filled, (nuint)(target.Length - filled), from + _held.At, (nuint)need) is var written
                    && ZstandardLibrary.IsError(written) != 0)
                {
                    _damage = $"the packed data is damaged ({Marshal.PtrToStringUTF8(ZstandardLibrary.ErrorName(written))})";
                }
                else
                {
                    _held.At += need;
                    filled += (int)written;
                }
            }
        }

        if (filled == 0 && _damage is not null)
        {
            throw new InvalidDataException(_damage);
        }

        if (_isWithin && filled > frame)
        {
            Keep(target[frame..filled]);
        }

        return filled;
    }

    /// <summary>Begins the next frame after any skippable ones; false at the end of the data, and where it is damaged.</summary>
    private bool Begin()
    {
        while (Hold(ZstandardFrame.MaxHead) is > 0 and var held)
        {
            if (ZstandardFrame.Read(_packed.AsSpan(_held.At, held)) is not { } frame)
            {
                _damage = held < ZstandardFrame.MaxHead ? FaultReasons.CutShort : "the packed data is damaged (no Zstandard frame begins where one should)";
                return false;
            }

            if (frame.Skip > 0)
            {
                Skip(frame.Skip);
                continue;
            }

            if (frame.Window > MaxWindow)
            {
                _damage = "the packed data needs more than 128 MiB to be unpacked";
                return false;
            }

            _ = ZstandardLibrary.Begin(_context);
            (_isWithin, _kept, _window) = (true, 0, (int)frame.Window);
            return true;
        }

        return false;
    }

    /// <summary>Keeps what later blocks of the frame may refer to: the caller's buffer may be overwritten.</summary>
    private unsafe void Keep(ReadOnlySpan<byte> last)
    {
        if (_history.Length < _window)
        {
            // With room to spare, so that little has to be moved for the next few blocks.
            _history = GC.AllocateUninitializedArray<byte>(_window + Math.Min(_window, 8 * Block), pinned: true);
        }

        last = last[^Math.Min(last.Length, _window)..];
        if (_kept + last.Length > _history.Length)
        {
            var stays = Math.Min(_kept, _window - last.Length);
            _history.AsSpan(_kept - stays, stays).CopyTo(_history);
            _kept = stays;
        }

        last.CopyTo(_history.AsSpan(_kept));
        _kept += last.Length;
        var from = Math.Max(0, _kept - _window);
        fixed (byte* history = _history)
        {
            _ = ZstandardLibrary.Insert(_context, history + from, (nuint)(_kept - from));
        }
    }

    /// <summary>Ensures that this many packed bytes are buffered, or as many as are left.</summary>
    private int Hold(int bytes)
    {
        if (_held.End - _held.At < bytes)
        {
            _packed.AsSpan(_held.At, _held.End - _held.At).CopyTo(_packed);
            _held = (0, _held.End - _held.At);
            while (_held.End < _packed.Length && packed.Read(_packed.AsSpan(_held.End)) is > 0 and var read)
            {
                _held.End += read;
            }
        }

        return Math.Min(bytes, _held.End - _held.At);
    }

    private void Skip(long bytes)
    {
        while (bytes > 0)
        {
            if (Hold(1) == 0)
            {
                _damage = FaultReasons.CutShort;
                return;
            }

            var count = (int)Math.Min(bytes, _held.End - _held.At);
            _held.At += count;
            bytes -= count;
        }
    }
}
