using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>
/// The values of the arguments of a constructor call written as an expression. Constants, variables and what hangs on them are
/// read directly: compiling an expression costs milliseconds at start-up.
/// </summary>
internal static class ExpressionArguments
{
    public static object[] Evaluate(ReadOnlyCollection<Expression> arguments)
    {
        if (arguments.Count == 0)
        {
            return [];
        }
        var values = new object?[arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(arguments[i]);
        }
        return values!;
    }

    private static object? Evaluate(Expression expression) =>
        expression switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member)),
            MemberExpression { Member: PropertyInfo property } member => property.GetValue(Target(member)),
            UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert
                when convert.Type.IsAssignableFrom(convert.Operand.Type) => Evaluate(convert.Operand),
            _ => Interpret(expression),
        };

    private static object? Target(MemberExpression member) =>
        member.Expression is null ? null : Evaluate(member.Expression);

    private static object? Interpret(Expression expression) =>
        Expression
            .Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)();
}
