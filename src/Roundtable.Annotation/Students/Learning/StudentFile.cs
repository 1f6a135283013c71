using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Roundtable.Annotation.Students.Learning;

/// <summary>
/// A student as bytes, with their SHA-256 at the end: equal lessons make equal files, on any number of threads. docs/formats/student.md describes them.
/// </summary>
public static class StudentFile
{
    /// <summary>Maximum number of features of a file that is read.</summary>
    public const int MaxFeatures = 1 << TextFeatures.Bits;

    /// <summary>Maximum number of classes of a file that is read.</summary>
    public const int MaxClasses = 4096;

    /// <summary>Maximum length of the sentence vectors of a file that is read.</summary>
    public const int MaxDimensions = 65_536;

    /// <summary>A student of words alone is of the first version, which older programs read.</summary>
    private const int WordsVersion = 1;

    private const int VectorsVersion = 2;

    private static ReadOnlySpan<byte> Magic => "rt-student\n"u8;

    /// <summary>The bytes of a student.</summary>
    /// <param name="student">The student.</param>
    public static byte[] Write(StudentModel student)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(student.Vectors is null ? WordsVersion : VectorsVersion);
            writer.Write(student.Classes.Count);
            foreach (var one in student.Classes)
            {
                writer.Write(one);
            }

            writer.Write(student.Sharpness);
            writer.Write(student.Vocabulary.WordShare);
            if (student.Vectors is { } vectors)
            {
                writer.Write(vectors.Dimensions);
                writer.Write(vectors.Share);
                writer.Write(vectors.Model);
            }

            writer.Write(student.Vocabulary.Count);
            var before = -1;
            foreach (var bucket in student.Vocabulary.Buckets)
            {
                writer.Write7BitEncodedInt(bucket - before);
                before = bucket;
            }

            Write(writer, student.Vocabulary.Rarity);
            Write(writer, student.Weights.Scales);
            writer.Write(MemoryMarshal.AsBytes<sbyte>(student.Weights.Bytes));
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Reads a student.</summary>
    /// <param name="bytes">The bytes of its file.</param>
    /// <exception cref="InvalidDataException">When the bytes are not those of a student, or of a newer version; the message is a clause.</exception>
    public static StudentModel Read(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            {
                throw new InvalidDataException("it is not the file of a student");
            }

            var version = reader.ReadInt32();
            if (version is not (WordsVersion or VectorsVersion))
            {
                throw new InvalidDataException(
                    version > VectorsVersion ? "it was written by a newer program: update roundtable" : "its version does not exist");
            }

            // What is cut, or was changed by one bit, is said to be so before anything of it is believed.
            if (!IsWhole(bytes))
            {
                throw new InvalidDataException("it is cut off or damaged");
            }

            var classes = new string[Count(reader, 2, MaxClasses)];
            for (var c = 0; c < classes.Length; c++)
            {
                classes[c] = reader.ReadString();
            }

            var (sharpness, share) = (Positive(reader.ReadDouble()), reader.ReadDouble());
            var vectors = version == WordsVersion ? null : new VectorPart(
                Count(reader, 1, MaxDimensions),
                Share(reader.ReadDouble()) is > 0 and var vectorShare ? vectorShare : throw new InvalidDataException("its share of vectors is out of range"),
                reader.ReadBytes(SHA256.HashSizeInBytes));
            var buckets = new int[Count(reader, 0, MaxFeatures)];
            var before = -1;
            for (var b = 0; b < buckets.Length; b++)
            {
                var step = reader.Read7BitEncodedInt();
                buckets[b] = step > 0 && before + (long)step < MaxFeatures ? before += step : throw new InvalidDataException("its features are not in order");
            }

            var vocabulary = new FeatureVocabulary(buckets, Floats(reader, buckets.Length), Share(share));
            var scales = Floats(reader, buckets.Length + (vectors?.Dimensions ?? 0) + 1);
            var weights = reader.ReadBytes(scales.Length * classes.Length);
            return weights.Length == scales.Length * classes.Length && reader.BaseStream.Position == bytes.Length - SHA256.HashSizeInBytes
                ? new StudentModel(
                    classes, vocabulary, vectors, new PackedWeights(classes.Length, scales, MemoryMarshal.Cast<byte, sbyte>(weights).ToArray()), sharpness)
                : throw new InvalidDataException("it is cut off, or something follows it");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or DecoderFallbackException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("it is cut off or damaged", e);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length > SHA256.HashSizeInBytes
        && SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]);

    private static int Count(BinaryReader reader, int min, int max) => reader.ReadInt32() is var count && count >= min && count <= max
        ? count
        : throw new InvalidDataException("a number in it is out of range");

    private static double Positive(double value) => double.IsFinite(value) && value > 0 ? value : throw new InvalidDataException("its sharpness is no number");

    private static double Share(double value) => value is >= 0 and <= 1 ? value : throw new InvalidDataException("a share in it is out of range");

    private static void Write(BinaryWriter writer, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            writer.Write(bytes);
        }
    }

    private static float[] Floats(BinaryReader reader, int count)
    {
        // What is promised is read before room is made for it.
        var bytes = reader.ReadBytes(count * sizeof(float));
        if (bytes.Length != count * sizeof(float))
        {
            throw new EndOfStreamException();
        }

        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
            if (!float.IsFinite(values[i]))
            {
                throw new InvalidDataException("one of its weights is no number");
            }
        }

        return values;
    }
}
