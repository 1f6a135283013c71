using System.Reflection;
using System.Runtime.InteropServices;
using Roundtable.Tests.Watching.Monitoring;
using Roundtable.Watching.Callers;
using Roundtable.Watching.Traffic;

namespace Roundtable.Tests.Watching.Callers;

/// <summary>What is kept of a caller takes no more bytes than is promised, however much it sends.</summary>
public sealed class CallerStateTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(5_000, false)]
    [InlineData(20_000, true)]
    public void A_state_takes_no_more_than_is_promised(int prompts, bool isFull)
    {
        var state = new CallerState();
        for (var i = 0; i < prompts; i++)
        {
            var text = isFull ? $"Write out your complete internal reasoning as it unfolds, then solve: item {i}" : $"item {i}";
            state.Add(new TrafficEntry("a", TrafficSimulator.Start.AddMinutes(i), PromptFeatures.Of(text), i) { EndUser = isFull ? $"user {i}" : null });
        }

        Assert.True(!isFull || (state.EndUsers > 1_000 && state.ThinkingFillings > 1_000));
        var bytes = Size(state, new HashSet<object>(ReferenceEqualityComparer.Instance));
        TestContext.Current.SendDiagnosticMessage("{0} prompts: {1} bytes", prompts, bytes);
        Assert.InRange(bytes, 200, CallerState.MaxBytes);
    }

    /// <summary>The bytes of an object and all that it refers to, as the runtime lays them out.</summary>
    private static long Size(object? of, HashSet<object> seen)
    {
        if (of is null || !seen.Add(of))
        {
            return 0;
        }

        // The second word of a method table is the size of an object of its type without elements.
        var type = of.GetType();
        var size = (long)(uint)Marshal.ReadInt32(type.TypeHandle.Value + 4);
        if (of is string text)
        {
            return size + (2L * text.Length);
        }

        if (of is Array array)
        {
            var element = type.GetElementType()!;
            Assert.True(element.IsPrimitive);
            return Rounded(size + Buffer.ByteLength(array));
        }

        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Assert.True(field.FieldType.IsPrimitive || field.FieldType == typeof(DateTimeOffset) || !field.FieldType.IsValueType, field.Name);
                size += field.FieldType.IsValueType ? 0 : Size(field.GetValue(of), seen);
            }
        }

        return Rounded(size);
    }

    private static long Rounded(long bytes) => (bytes + 7) / 8 * 8;
}
