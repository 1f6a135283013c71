using System.Text;
using Roundtable.Corpus.Formats.Json;
using Roundtable.Corpus.Rows;
using Roundtable.Corpus.Storage;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Assembles the rows of a row group from its columns (Melnik et al., Dremel, 2010), as JSON.</summary>
internal sealed class ParquetRecords
{
    private readonly Dictionary<ParquetNode, ParquetColumn> _columns = [];
    private readonly Dictionary<ParquetNode, byte[]> _names = [];
    private readonly ParquetNode _root;

    public ParquetRecords(FileContent file, ParquetNode root, ParquetRowGroup group)
    {
        _root = root;
        Open(file, root, group);
        foreach (var column in _columns.Values)
        {
            column.Next();
        }
    }

    /// <summary>Writes the next row.</summary>
    /// <exception cref="InvalidDataException">The columns are damaged, or have different numbers of rows.</exception>
    public void Write(TextBuffer json) => Group(_root, json);

    private void Open(FileContent file, ParquetNode node, ParquetRowGroup group)
    {
        if (node.FirstLeaf() is null)
        {
            return;
        }

        var name = new TextBuffer();
        JsonText.Write(Encoding.UTF8.GetBytes(node.Name), name);
        name.Add(":"u8);
        _names[node] = name.Written.ToArray();
        if (node.Type is not null)
        {
            _columns[node] = new ParquetColumn(file, group.Columns[node.Column], node);
        }

        node.Children.ForEach(c => Open(file, c, group));
    }

    private void Group(ParquetNode node, TextBuffer json)
    {
        json.Add("{"u8);
        var any = false;
        foreach (var child in node.Children)
        {
            if (!_names.TryGetValue(child, out var name))
            {
                continue;
            }

            json.Add(any ? ","u8 : default);
            any = true;
            json.Add(name);
            Node(child, json);
        }

        json.Add("}"u8);
    }

    private void Node(ParquetNode node, TextBuffer json)
    {
        if (node.Repetition == 2)
        {
            Repeated(node, json, wrapper: false);
        }
        else if (node.Repetition == 1 && Definition(node) < node.Definition)
        {
            json.Add("null"u8);
            Pass(node);
        }
        else if (node.IsList && node.Children is [{ Repetition: 2 } list])
        {
            Repeated(list, json, wrapper: list is { Type: null, Children: [_] } && list.Name != "array" && list.Name != node.Name + "_tuple");
        }
        else
        {
            Value(node, json);
        }
    }

    /// <summary>A list: all elements that repeat at its level.</summary>
    /// <param name="node">The repeated node.</param>
    /// <param name="json">The destination.</param>
    /// <param name="wrapper">Whether the node is only a group around the element (LogicalTypes.md, backward-compatibility rules).</param>
    private void Repeated(ParquetNode node, TextBuffer json, bool wrapper)
    {
        var first = _columns[node.FirstLeaf()!];
        json.Add("["u8);
        if (first.Definition < node.Definition)
        {
            Pass(node);
        }
        else
        {
            var more = false;
            do
            {
                json.Add(more ? ","u8 : default);
                more = true;
                if (wrapper)
                {
                    Node(node.Children[0], json);
                }
                else
                {
                    Value(node, json);
                }
            }
            while (first.Repetition == node.Level);
        }

        json.Add("]"u8);
    }

    private void Value(ParquetNode node, TextBuffer json)
    {
        if (node.Type is null)
        {
            Group(node, json);
            return;
        }

        var column = _columns[node];
        if (column.Repetition < 0)
        {
            throw new InvalidDataException("the columns of a Parquet file have different rows");
        }

        column.Write(json);
        column.Next();
    }

    private int Definition(ParquetNode node)
    {
        var column = _columns[node.FirstLeaf()!];
        return column.Repetition >= 0 ? column.Definition : throw new InvalidDataException("the columns of a Parquet file have different rows");
    }

    /// <summary>Skips the entries that mark a node as absent in each column below it.</summary>
    private void Pass(ParquetNode node)
    {
        if (node.Type is not null)
        {
            if (_columns.TryGetValue(node, out var column))
            {
                column.Next();
            }

            return;
        }

        node.Children.ForEach(Pass);
    }
}
