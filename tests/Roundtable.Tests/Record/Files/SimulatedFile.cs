using System.Buffers.Binary;
using Roundtable.Record.Files;

namespace Roundtable.Tests.Record.Files;

/// <summary>An open file of a simulated disk. It stays the same file when its name is given to another or taken away.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk, string path, SimulatedNode node) : IDiskFile, IDiskMap
{
    public long Length => disk.Call() ? node.Length : 0;

    public int Read(Span<byte> destination, long offset)
    {
        disk.Call();
        disk.Fail(disk.Faults.UnreadableSector, "Input/output error");
        return node.Read(destination, offset);
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            disk.Call(disk.Trace is null ? null : $"write {path} {offset}+{bytes.Length}");
        }
        catch (SimulatedCrash)
        {
            if (disk.Calls == disk.Faults.CallsBeforeCrash + 1)
            {
                node.Write(bytes[..disk.Part(bytes.Length)], offset); // the machine stopped in the middle of it
            }

            throw;
        }

        foreach (var (probability, error) in new[] { (disk.Faults.Full, "No space left on device"), (disk.Faults.UnwritableSector, "Input/output error") })
        {
            if (disk.Draw(probability))
            {
                node.Write(bytes[..disk.Part(bytes.Length)], offset);
                throw new IOException(error);
            }
        }

        node.Write(bytes, offset);
        disk.Written?.Invoke(path, bytes.ToArray());
    }

    public void Truncate(long length)
    {
        disk.Call($"truncate {path} {length}");
        node.Truncate(length);
    }

    public void Flush()
    {
        disk.Call(disk.Trace is null ? null : $"flush {path}");
        if (disk.Draw(disk.Faults.FailedFlush))
        {
            disk.Lose(node);
            throw new IOException("Input/output error");
        }

        node.Flush();
    }

    public IDiskMap Map(bool writable) => this;

    // Memory: no call can fail, but nothing happens any more when the machine has stopped.
    ulong IDiskMap.Read(long offset)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        node.Read(bytes, offset);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    void IDiskMap.Write(long offset, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        ((IDiskMap)this).Write(offset, bytes);
    }

    void IDiskMap.Write(long offset, ReadOnlySpan<byte> bytes)
    {
        if (disk.Stopped)
        {
            throw new SimulatedCrash();
        }

        node.Write(bytes, offset);
    }

    public void Dispose()
    {
        // The system closes files; nothing reaches the disk by it.
    }
}
