using System.Buffers.Text;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Formats.Arrow;

/// <summary>Values of Arrow arrays as JSON. Bytes, dates and other values that are neither text, number, list nor struct are left out.</summary>
internal static class ArrowValues
{
    /// <summary>Whether an array has values that are read.</summary>
    public static bool IsRead(IArrowArray array) => array switch
    {
        StringArray or LargeStringArray or StringViewArray or BooleanArray => true,
        DictionaryArray dictionary => IsRead(dictionary.Dictionary),
        ListArray list => IsRead(list.Values),
        LargeListArray list => IsRead(list.Values),
        FixedSizeListArray list => IsRead(list.Values),
        StructArray group => group.Fields.Any(IsRead),
        Int8Array or Int16Array or Int32Array or Int64Array or UInt8Array or UInt16Array or UInt32Array or UInt64Array or FloatArray or DoubleArray => true,
        _ => false,
    };

    /// <summary>Writes the name of a member and a colon.</summary>
    public static void Name(string name, TextBuffer json)
    {
        JsonText.Write(Encoding.UTF8.GetBytes(name), json);
        json.Add(":"u8);
    }

    /// <summary>Writes a value.</summary>
    public static void Write(IArrowArray array, int index, TextBuffer json)
    {
        if (array.IsNull(index))
        {
            json.Add("null"u8);
            return;
        }

        switch (array)
        {
            case StringArray text:
                JsonText.Write(text.GetBytes(index, out _), json);
                break;
            case LargeStringArray text:
                JsonText.Write(text.GetBytes(index, out _), json);
                break;
            case StringViewArray text:
                JsonText.Write(text.GetBytes(index, out _), json);
                break;
            case DictionaryArray dictionary:
                Write(dictionary.Dictionary, Index(dictionary.Indices, index), json);
                break;
            case ListArray list:
                List(list.Values, list.ValueOffsets[index], list.ValueOffsets[index + 1], json);
                break;
            case LargeListArray list:
                List(list.Values, checked((int)list.ValueOffsets[index]), checked((int)list.ValueOffsets[index + 1]), json);
                break;
            case FixedSizeListArray list:
                var size = ((FixedSizeListType)list.Data.DataType).ListSize;
                List(list.Values, (index + list.Offset) * size, (index + list.Offset + 1) * size, json);
                break;
            case StructArray group:
                Struct(group, index, json);
                break;
            case BooleanArray flag:
                json.Add(flag.GetValue(index) == true ? "true"u8 : "false"u8);
                break;
            default:
                Number(array, index, json);
                break;
        }
    }

    private static void List(IArrowArray values, int from, int to, TextBuffer json)
    {
        json.Add("["u8);
        for (var i = from; i < to; i++)
        {
            json.Add(i > from ? ","u8 : default);
            Write(values, i, json);
        }

        json.Add("]"u8);
    }

    private static void Struct(StructArray group, int index, TextBuffer json)
    {
        var type = (StructType)group.Data.DataType;
        var isFirst = true;
        json.Add("{"u8);
        for (var i = 0; i < group.Fields.Count; i++)
        {
            if (IsRead(group.Fields[i]))
            {
                json.Add(isFirst ? default : ","u8);
                isFirst = false;
                Name(type.Fields[i].Name, json);
                Write(group.Fields[i], index, json);
            }
        }

        json.Add("}"u8);
    }

    private static void Number(IArrowArray array, int index, TextBuffer json)
    {
        var value = array switch
        {
            FloatArray real => (real.Values[index], 0L),
            DoubleArray real => (real.Values[index], 0L),
            _ => (double.NaN, Integer(array, index)),
        };
        var into = json.Room(40);
        var isReal = array is FloatArray or DoubleArray;
        var isWritten = isReal && double.IsFinite(value.Item1)
            ? Utf8Formatter.TryFormat(value.Item1, into, out var written)
            : Utf8Formatter.TryFormat(value.Item2, into, out written);
        if (!isWritten || (isReal && !double.IsFinite(value.Item1)))
        {
            json.Add("null"u8);
        }
        else
        {
            json.Length += written;
        }
    }

    private static int Index(IArrowArray indices, int index) => checked((int)Integer(indices, index));

    private static long Integer(IArrowArray array, int index) => array switch
    {
        Int8Array number => number.Values[index],
        Int16Array number => number.Values[index],
        Int32Array number => number.Values[index],
        Int64Array number => number.Values[index],
        UInt8Array number => number.Values[index],
        UInt16Array number => number.Values[index],
        UInt32Array number => number.Values[index],
        UInt64Array number => (long)number.Values[index],
        _ => 0,
    };
}
