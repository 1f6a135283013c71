using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Roundtable.Corpus.References;
using Roundtable.Disclosure.Commitments;
using Roundtable.Record.Entries;
using Roundtable.Record.Files;

namespace Roundtable.Disclosure.Membership;

/// <summary>Writes a file of <see cref="HashedTexts"/>, in memory that does not grow with the number of texts. Not thread-safe.</summary>
public sealed class HashedTextsWriter : IDisposable
{
    private readonly string _path;
    private readonly byte[] _salt = RandomNumberGenerator.GetBytes(HashedTexts.SaltLength);
    private readonly KeyedHash _hash;
    private readonly RecordBuckets _wholes;
    private readonly RecordBuckets _passages;
    private readonly TextMarks _marks = new();

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file; it is there only when it is complete.</param>
    public HashedTextsWriter(string path)
    {
        (_path, _hash) = (path, new KeyedHash(_salt));
        _wholes = new RecordBuckets(HashedTexts.ValueLength, $"{path}.{Environment.ProcessId}-texts");
        _passages = new RecordBuckets(HashedTexts.ValueLength, $"{path}.{Environment.ProcessId}-passages");
    }

    /// <summary>How many texts were too short to be taken: too many could guess them.</summary>
    public long TooShort { get; private set; }

    /// <summary>Adds a text.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <returns>Whether it was long enough.</returns>
    public bool Add(ReadOnlySpan<byte> text)
    {
        _marks.Read(text);
        if (_marks.Words < TextMarks.PassageWords)
        {
            TooShort++;
            return false;
        }

        Span<byte> value = stackalloc byte[HashedTexts.ValueLength];
        BinaryPrimitives.WriteUInt128BigEndian(value, HashedTexts.Whole(_hash, _marks.Whole));
        _wholes.Add(value);
        foreach (var passage in _marks.Kept)
        {
            BinaryPrimitives.WriteUInt128BigEndian(value, HashedTexts.Passage(_hash, passage));
            _passages.Add(value);
        }

        return true;
    }

    /// <summary>Completes the file.</summary>
    /// <param name="name">What the corpus is called.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public void Complete(string name, long rows)
    {
        var unfinished = _path + PrivateFiles.UnfinishedSuffix;
        using (var file = PrivateFiles.Create(unfinished))
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            file.Write(Head(rows, 0, 0, bytes.Length));
            file.Write(bytes);
            var (wholes, passages) = (Write(file, _wholes), Write(file, _passages));
            file.Position = 0;
            file.Write(Head(rows, wholes, passages, bytes.Length));
        }

        File.Move(unfinished, _path, overwrite: true);
    }

    /// <summary>Removes what was kept meanwhile.</summary>
    public void Dispose()
    {
        _wholes.Dispose();
        _passages.Dispose();
    }

    private byte[] Head(long rows, long wholes, long passages, int name)
    {
        var head = new byte[HashedTexts.HeadLength];
        HashedTexts.Magic.CopyTo(head);
        _salt.CopyTo(head, HashedTexts.Magic.Length);
        var numbers = head.AsSpan(HashedTexts.Magic.Length + _salt.Length);
        BinaryPrimitives.WriteInt64BigEndian(numbers, rows);
        BinaryPrimitives.WriteInt64BigEndian(numbers[8..], wholes);
        BinaryPrimitives.WriteInt64BigEndian(numbers[16..], passages);
        BinaryPrimitives.WriteInt32BigEndian(numbers[24..], name);
        return head;
    }

    /// <summary>Writes values in order, each once; how many there are.</summary>
    private static long Write(FileStream file, RecordBuckets values)
    {
        var (count, last) = (0L, UInt128.Zero);
        foreach (var bytes in values.Sorted())
        {
            var value = BinaryPrimitives.ReadUInt128BigEndian(bytes.Span);
            if (count == 0 || value != last)
            {
                file.Write(bytes.Span);
                count++;
            }

            last = value;
        }

        return count;
    }
}
