// Pairs of namespaces, "Left" and "Right", that refer to each other. What leads back from Right to Left stands in one place
// alone: the reader of the graph has to look there. One pair refers in one direction only.
namespace Roundtable.Tests.Layout.InBody.Left
{
    internal static class Caller
    {
        public static int Ask() => Right.Answerer.Answer();

        public static void Hear()
        {
        }
    }
}

namespace Roundtable.Tests.Layout.InBody.Right
{
    internal static class Answerer
    {
        public static int Answer()
        {
            Left.Caller.Hear();
            return 1;
        }
    }
}

namespace Roundtable.Tests.Layout.InAsyncLambda.Left
{
    internal sealed class Caller
    {
        public Right.Answerer? Answerer { get; init; }
    }
}

namespace Roundtable.Tests.Layout.InAsyncLambda.Right
{
    internal sealed class Answerer
    {
        public static Func<Task<string>> Later(int number) => async () =>
        {
            await Task.Yield();
            return new Left.Caller().Answerer is null ? "nobody" : $"{number}";
        };
    }
}

namespace Roundtable.Tests.Layout.InAttribute.Left
{
    [AttributeUsage(AttributeTargets.Method)]
    internal sealed class MarkAttribute : Attribute
    {
        public Right.Marked? Example { get; }
    }
}

namespace Roundtable.Tests.Layout.InAttribute.Right
{
    internal sealed class Marked
    {
        [Left.Mark]
        public static void Act()
        {
        }
    }
}

namespace Roundtable.Tests.Layout.InAttributeValue.Left
{
    internal sealed class Converter
    {
        public Right.Converted? Example { get; init; }
    }
}

namespace Roundtable.Tests.Layout.InAttributeValue.Right
{
    [System.ComponentModel.TypeConverter(typeof(List<Left.Converter>))]
    internal sealed class Converted;
}

namespace Roundtable.Tests.Layout.InGenericArgument.Left
{
    internal sealed class Element
    {
        public Right.Holder? Holder { get; init; }
    }
}

namespace Roundtable.Tests.Layout.InGenericArgument.Right
{
    internal sealed class Holder
    {
        public static int Count() => Array.Empty<Dictionary<string, Left.Element>>().Length;
    }
}

namespace Roundtable.Tests.Layout.InConstraint.Left
{
    internal abstract class Shape
    {
        public Right.Drawer<Shape>? Drawer { get; init; }
    }
}

namespace Roundtable.Tests.Layout.InConstraint.Right
{
    internal sealed class Drawer<T>
        where T : Left.Shape;
}

namespace Roundtable.Tests.Layout.InCatch.Left
{
    internal sealed class LeftException : Exception
    {
        public Right.Catcher? Catcher { get; init; }
    }
}

namespace Roundtable.Tests.Layout.InCatch.Right
{
    internal sealed class Catcher
    {
        public static bool Holds(Action act)
        {
            try
            {
                act();
                return true;
            }
            catch (Left.LeftException)
            {
                return false;
            }
        }
    }
}

namespace Roundtable.Tests.Layout.OneWay.Left
{
    internal sealed class Above
    {
        public Right.Below? Below { get; init; }
    }
}

namespace Roundtable.Tests.Layout.OneWay.Right
{
    internal sealed class Below
    {
        internal sealed class Nested
        {
            public Below? Outer { get; init; }
        }
    }
}
