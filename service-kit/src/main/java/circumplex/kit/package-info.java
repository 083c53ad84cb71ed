/**
 * What every service needs once: how a process starts, what a server binds, and what surrounds every call.
 *
 * <p>Used by the four services. Knows no service's domain. The way of a call: {@link
 * circumplex.kit.admission.AdmissionInterceptor}, {@link circumplex.kit.CallerInterceptor} (who, request id), {@link
 * circumplex.kit.ErrorInterceptor} (failures to status), {@link circumplex.kit.DeadlineInterceptor}, {@link
 * circumplex.kit.drain.CallsUnderWay}, {@link circumplex.kit.MessageSizeInterceptor}, parsing, {@link
 * circumplex.kit.ValidationInterceptor}, endpoint. The packages below are the parts that are put together here.
 */
@NullMarked
package circumplex.kit;

import org.jspecify.annotations.NullMarked;
